import { writeFile } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { reasonOf } from '../documents/reason-of.ts'
import { loadConfig } from '../config/load-config.ts'
import { Database } from '../storage/database.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { Statistics } from '../storage/statistics.ts'
import { configOption } from './config-option.ts'
import { periodOf } from '../report/days.ts'
import { createReport, createTextReport } from '../report/report.ts'

interface Options {
  readonly config: string
  readonly html?: string
  readonly days: number
}

const maxDays = 3_660

export function addReport(program: Command): void {
  program
    .command('report')
    .description('tell support staff what is asked for, and what the notice leaves open')
    .addOption(configOption())
    .option('--html <file>', 'write a page with charts instead of tables to the terminal')
    .option('--days <number>', 'how many days back', toDays, 90)
    .action(report)
}

async function report({ config: file, html, days }: Options): Promise<void> {
  const config = loadConfig({ file, environment: process.env })
  const knowledge = await loadKnowledge(config.knowledge.directory)
  using database = Database.openForReading(config.state.directory)
  const statistics = new Statistics(database, Date.now)
  const period = periodOf(days, Date.now())
  if (html === undefined) {
    process.stdout.write(`${createTextReport(statistics, knowledge, period)}\n`)
    return
  }
  await write(html, await createReport(statistics, knowledge, period))
  process.stderr.write(`written: ${html}\n`)
}

async function write(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page)
  } catch (error) {
    throw new ReportFileError(`${file} cannot be written (${reasonOf(error)})`, { cause: error })
  }
}

class ReportFileError extends Error {
  override readonly name = 'ReportFileError'
  readonly hint = 'Name a file in a folder that is there, and that you may write to.'
}

function toDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > maxDays) {
    throw new InvalidArgumentError(`expected a number of days, 1 to ${maxDays}`)
  }
  return days
}
