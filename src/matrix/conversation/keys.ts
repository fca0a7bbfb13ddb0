/** Keys of the reactions that mean something to the bot, as it writes them itself. */
export const choiceKeys = ['1️⃣', '2️⃣', '3️⃣'] as const
export const consentKey = '✅'

const variations = /[\uFE0E\uFE0F]|\p{Emoji_Modifier}/gu

/** True if both mean the same: clients differ in variation selectors, people in the tone of their skin. */
export const isKey = (key: string, meant: string): boolean =>
  key.replace(variations, '') === meant.replace(variations, '')
