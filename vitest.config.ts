import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // matrix-js-sdk talks a lot, partly past the logger that it is given.
    silent: 'passed-only',
    // The suites on a homeserver wait more than they compute, so that two workers are busy even where there is one processor.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/homeserver/**', 'tests/federation/**', 'tests/browser/**', 'tests/peers/**'],
          // Property tests take a second or less, but on a busy machine ten times that.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'federation',
          include: ['tests/federation/**/*.test.ts'],
          globalSetup: 'tests/homeserver/prepare-knowledge.ts',
          // Each file starts two homeservers.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'homeserver',
          include: ['tests/homeserver/**/*.test.ts'],
          globalSetup: ['tests/homeserver/prepare-knowledge.ts', 'tests/homeserver/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
