const rooms = 'Dendrite does not know version 12 of rooms'
const password = 'Dendrite wants the password before it takes an identity, and this bot has none'

/**
 * Tests of the suite that cannot pass on Dendrite 0.13.8, by their names, and what it lacks. What else fails there is the fault of the
 * bot or of the test.
 */
export const skippedOnDendrite: Readonly<Record<string, string>> = {
  'keeps the session of a password login for the bot to use, closed to others': password,
  'keeps a token that it is given': password,
  'names a helpdesk room that is missing, one that it is not in, and one that it may not write in': rooms,
  'knows that the creator of a room of version 12 may do everything': rooms,
  'stays the same over a restart, and nothing is uploaded anew': 'Dendrite takes no fallback keys',
}
