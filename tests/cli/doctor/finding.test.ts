import { describe, expect, it } from 'vitest'
import * as v from '../../../src/documents/valibot.ts'
import { describeFault } from '../../../src/cli/doctor/describe-fault.ts'
import { formatFinding, ok, problem, warning } from '../../../src/cli/doctor/finding.ts'
import { MatrixRequestError, ProxiedError } from '../../../src/matrix/client/request-error.ts'
import { SessionError } from '../../../src/matrix/session/session.ts'

const strangeAnswer = thrownBy(() => v.parse(v.boolean(), 'secret'))

describe('a finding', () => {
  it('is one line that reads without its symbol', () => {
    expect(
      [
        ok('disk', '2 GB are free'),
        warning('disk', 'few', 'Make room'),
        problem('disk', 'a\n  b', 'c\nd'),
        problem('configuration', 'did you mean name?', 'Look'),
      ].map(formatFinding),
    ).toEqual([
      '✓ ok       disk: 2 GB are free',
      '! warning  disk: few. Make room',
      '✗ problem  disk: a b. c d',
      '✗ problem  configuration: did you mean name? Look',
    ])
  })
})

describe('a check that fails', () => {
  const request = { method: 'GET', path: '/x' }
  const refused = new TypeError('fetch failed', {
    cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
  })

  it.each([
    [
      new MatrixRequestError({ ...request, kind: 'network' }, { cause: refused }),
      /cannot be reached \(GET \/x, ECONNREFUSED\)/,
    ],
    [
      new MatrixRequestError(
        { ...request, kind: 'network' },
        { cause: new ProxiedError('http://proxy.test:3128', { cause: refused }) },
      ),
      /cannot be reached \(GET \/x through the proxy http:\/\/proxy\.test:3128, ECONNREFUSED\)/,
    ],
    [new MatrixRequestError({ ...request, kind: 'timeout' }), /does not answer in time/],
    [
      new MatrixRequestError({ ...request, kind: 'malformed', status: 502 }),
      /answers as no homeserver does \(GET \/x, 502\)/,
    ],
    [
      new MatrixRequestError({ ...request, kind: 'refused', status: 403, errcode: 'M_FORBIDDEN' }),
      /refuses \(GET \/x, 403, M_FORBIDDEN\)/,
    ],
    [new SessionError('the password is wrong', 'Correct it'), /^the password is wrong$/],
    [Object.assign(new Error('/secret/place'), { code: 'EACCES' }), /^no access \(EACCES\)$/],
    [Object.assign(new Error(), { code: 'EACCES', path: '/a/b' }), /^no access to \/a\/b \(EACCES\)$/],
    [
      Object.assign(new Error('database disk image is malformed'), { code: 'ERR_SQLITE_ERROR' }),
      /^SQLite: database disk image/,
    ],
    [strangeAnswer, /an answer of a strange form/],
    [new SyntaxError('Unexpected token s in "secret"'), /^the check failed \(SyntaxError\)$/],
    ['secret', /^the check failed$/],
  ])('says why in a line: %s', (error, found) => {
    const finding = describeFault('something', error)
    expect(finding).toMatchObject({
      verdict: 'problem',
      about: 'something',
      found: expect.stringMatching(found) as string,
    })
    expect(formatFinding(finding)).not.toMatch(/secret|\n/)
    expect(finding.advice).toMatch(/\w/)
  })
})

function thrownBy(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
