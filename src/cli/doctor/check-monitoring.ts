import { once } from 'node:events'
import { createServer, isIP } from 'node:net'
import type { LoadedConfig } from '../../config/load-config.ts'
import { systemCode } from '../../documents/reason-of.ts'
import { listeningHint } from '../../observability/monitoring-server.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'monitoring'

/** Checks that the port is free, unless the running bot has it already, and who can reach it. */
export async function checkMonitoring(
  { monitoring: { host, port } }: Pick<LoadedConfig, 'monitoring'>,
  botRuns: boolean,
): Promise<readonly Finding[]> {
  if (port === undefined) return []
  const fault = botRuns || port === 0 ? undefined : await listeningFault(host, port)
  return [
    fault === undefined
      ? ok(about, botRuns ? `the running bot was told ${host}:${port}` : `${host}:${port} can be had`)
      : problem(about, `${host}:${port} can't be had (${fault})`, listeningHint(fault)),
    ...(isLoopback(host) ? [] : [warning(about, `${host} is more than this machine`, openAdvice)]),
  ]
}

const openAdvice = 'Its pages ask for no password: see that only those reach the port who may read them'

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && /^127\./.test(host))

/** The code of why nobody can listen there. */
async function listeningFault(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return undefined
  } catch (error) {
    return systemCode(error)
  } finally {
    server.close()
  }
}
