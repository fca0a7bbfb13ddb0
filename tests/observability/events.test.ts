import { expect, it } from 'vitest'
import { MatrixRequestError } from '../../src/matrix/client/request-error.ts'
import { createEvents } from '../../src/observability/events.ts'
import { createLogger } from '../../src/observability/logger.ts'

const named = { key: 'rooms.helpdesk', room: '#it:staff.test' }

it('the log names a room that nobody knows, why one could not be looked up, and when it is found', () => {
  const lines: unknown[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const events = createEvents(createLogger({ level: 'info', pretty: false, destination }))
  events.roomUnknown(named)
  const fault = { kind: 'server', method: 'GET', path: '/', status: 502 } as const
  events.roomUnknown({ ...named, error: new MatrixRequestError(fault) })
  events.roomFound(named)
  expect(lines).toMatchObject([
    { level: 'error', ...named, msg: 'the homeserver knows no such room; the others are served' },
    {
      ...{ level: 'error', ...named, status: 502 },
      msg: 'a room cannot be looked up; the others are served',
    },
    { level: 'info', ...named, msg: 'a room that was unknown is found' },
  ])
})
