/** Room, event and user ids are strings on the wire; brands keep them from being swapped. */
export type RoomId = string & { readonly brand: 'RoomId' }
export type EventId = string & { readonly brand: 'EventId' }
export type UserId = string & { readonly brand: 'UserId' }

/** The specification's bound for ids, in bytes. */
const maxLength = 255

// From room version 12 on, room ids have no server part, so only the sigil is checked.
export const isRoomId = (value: unknown): value is RoomId => hasSigil(value, '!')
export const isEventId = (value: unknown): value is EventId => hasSigil(value, '$')
export const isUserId = (value: unknown): value is UserId => hasSigil(value, '@') && value.includes(':')

/** The part behind the name; it may have a port. */
export const serverOf = (userId: UserId): string => userId.slice(userId.indexOf(':') + 1)

function hasSigil(value: unknown, sigil: string): value is string {
  return (
    typeof value === 'string' &&
    value.startsWith(sigil) &&
    value.length > 1 &&
    Buffer.byteLength(value) <= maxLength
  )
}
