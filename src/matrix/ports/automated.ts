/**
 * Key of a message's content that says that a program wrote it, whatever its type is (MSC3955). All that the bot says has it, and what
 * has it is nothing that the bot answers: so two bots of this kind never talk to each other.
 */
export const automatedKey = 'org.matrix.msc1767.automated'
