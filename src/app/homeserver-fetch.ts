import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { reasonOf } from '../documents/reason-of.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { createHttpFetch, httpFetch } from '../matrix/client/http-client.ts'
import type { Fetch } from '../matrix/client/transport.ts'

/** The way to the homeserver that the configuration describes. Throws `ConfigError` if the certificates can't be used. */
export function homeserverFetch({ homeserver: { proxy, caFile } }: Pick<LoadedConfig, 'homeserver'>): Fetch {
  if (proxy === undefined && caFile === undefined) return httpFetch
  return createHttpFetch({ proxy, certificates: caFile === undefined ? undefined : readCertificates(caFile) })
}

function readCertificates(file: string): string {
  const fail = (message: string): never => {
    throw new ConfigError([{ file, line: 1, column: 1, path: 'homeserver.caFile', message }])
  }
  const text = readText(file, fail)
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (certificates.length === 0) return fail('holds no certificate in PEM')
  return certificates.every(isCertificate) ? text : fail('holds a certificate that cannot be read')
}

function readText(file: string, fail: (message: string) => never): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return fail(`cannot be read (${reasonOf(error)})`)
  }
}

/** The runtime would pass over a broken one in silence, and then refuse the homeserver. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== ''
  } catch {
    return false
  }
}
