import { Command, CommanderError } from 'commander'
import { addAsk } from './cli/ask.ts'
import { addCheckKnowledge } from './cli/check-knowledge.ts'
import { addDemo } from './cli/demo.ts'
import { addDoctor } from './cli/doctor.ts'
import { addEvaluate } from './cli/evaluate.ts'
import { addFit } from './cli/fit.ts'
import { addRun } from './cli/run.ts'
import { addLogin } from './cli/login.ts'
import { reportFailure } from './cli/report-failure.ts'
import { addReport } from './cli/report.ts'
import { addSchemas } from './cli/schemas.ts'

const program = new Command('hinweisbot')
  .description('A Matrix bot that answers questions about a notice by quoting the passage that answers them')
  .exitOverride()

addRun(program)
addLogin(program)
addDoctor(program)
addAsk(program)
addCheckKnowledge(program)
addEvaluate(program)
addDemo(program)
addReport(program)
addFit(program)
addSchemas(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = error instanceof CommanderError ? error.exitCode : reportFailure(error)
}
