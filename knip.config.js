import { readFileSync } from 'node:fs'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Packages that matrix-bot-sdk demands and the bot never uses: an empty package stands in for each, and nothing imports it. */
const standIns = Object.keys(dependencies).filter((name) => dependencies[name].endsWith('/absent'))

/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    // Started as processes of their own, by their names.
    'tests/bench/encryption/{echo-bot,open-store}.ts',
    'tests/matrix/encryption/store/{encrypting,tracking}-process.ts',
    // Run in a browser's page, from its text.
    'tests/browser/probe.js',
  ],
  // Packages of their own, with their own dependencies, that the benchmarks install outside of the tree.
  ignore: ['tests/peers/**'],
  ignoreDependencies: [
    ...standIns,
    // Read as files and written into the pages.
    'chart.js',
    'chartjs-chart-matrix',
    // Named to pino, which loads it.
    'pino-pretty',
  ],
  // Of the operating system.
  ignoreBinaries: ['unshare'],
}
