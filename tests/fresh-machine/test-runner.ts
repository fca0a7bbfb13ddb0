// Run before the tests. npm leaves optional packages out, without a word, that do not take the Node.js which runs npm, and the
// test runner cannot do without one of them.
try {
  await import('vitest/config')
} catch {
  process.stderr.write(`
The test runner is not complete: npm leaves out a part of it when Node.js is older than 20.19. The bot does not need it. For the
tests, install with a newer Node.js, or borrow one from the npm registry:
  npx --yes --package=node@26 --package=npm@11 npm ci
`)
  process.exitCode = 1
}
