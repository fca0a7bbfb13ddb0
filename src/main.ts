import { existsSync } from 'node:fs'
import { Command, CommanderError } from 'commander'

type AddCommand = (program: Command) => void

type Commands = Readonly<Record<string, () => Promise<AddCommand>>>

/** Loaded when they are wanted, since the bot stays in memory with all that it has loaded. */
const ofOperators: Commands = {
  run: async () => (await import('./cli/run.ts')).addRun,
  login: async () => (await import('./cli/login.ts')).addLogin,
  doctor: async () => (await import('./cli/doctor.ts')).addDoctor,
  ask: async () => (await import('./cli/ask.ts')).addAsk,
  'check-knowledge': async () => (await import('./cli/check-knowledge.ts')).addCheckKnowledge,
  report: async () => (await import('./cli/report.ts')).addReport,
}

/** Of those who write the notices or the program; the container image leaves their folder out. */
const ofTheWorkshop: Commands = {
  'new-notice': async () => (await import('./workshop/new-notice.ts')).addNewNotice,
  teach: async () => (await import('./workshop/teach.ts')).addTeach,
  label: async () => (await import('./workshop/label.ts')).addLabel,
  'import-phrasings': async () => (await import('./workshop/import-phrasings.ts')).addImportPhrasings,
  evaluate: async () => (await import('./workshop/evaluate.ts')).addEvaluate,
  demo: async () => (await import('./workshop/demo.ts')).addDemo,
  fit: async () => (await import('./workshop/fit.ts')).addFit,
  encoder: async () => (await import('./workshop/encoder.ts')).addEncoder,
  'count-questions': async () => (await import('./workshop/count-questions.ts')).addCountQuestions,
  'encode-knowledge': async () => (await import('./workshop/encode-knowledge.ts')).addEncodeKnowledge,
  'fit-sentences': async () => (await import('./workshop/fit-sentences.ts')).addFitSentences,
  schemas: async () => (await import('./workshop/schemas.ts')).addSchemas,
}

const hasWorkshop = existsSync(new URL('workshop', import.meta.url))
const commands: Commands = { ...ofOperators, ...(hasWorkshop && ofTheWorkshop) }

const program = new Command('hinweisbot')
  .description('A Matrix bot that answers questions about a notice by quoting the passage that answers them')
  .exitOverride()

// A reader of only the first lines closes the pipe, which is nobody's mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  const wanted = commands[process.argv[2] ?? '']
  if (!wanted) program.version((await import('./config/version.ts')).readVersion())
  for (const load of wanted ? [wanted] : Object.values(commands)) (await load())(program)
  await program.parseAsync()
} catch (error) {
  process.exitCode = error instanceof CommanderError ? misused(error) : await report(error)
}

/** Commander has said what is wrong already. Of options that no "--" stands before, npm passes on the values alone. */
function misused({ code, exitCode }: CommanderError): number {
  if (code === 'commander.excessArguments')
    process.stderr.write('With npm run, write "--" before what belongs to the command: npm run NAME -- …\n')
  return exitCode
}

/** Loaded late like the commands, as it knows the errors of all of them. */
async function report(error: unknown): Promise<number> {
  const { reportFailure } = await import('./cli/report-failure.ts')
  return reportFailure(error)
}
