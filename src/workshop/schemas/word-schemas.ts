import * as v from '../../documents/valibot.ts'

const phrases = (description: string) =>
  v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.description(description))

/** A list whose items have one form. */
const listOf = (form: RegExp, description: string) =>
  v.pipe(v.array(v.pipe(v.string(), v.regex(form))), v.description(description))

/** In the spelling that texts are compared in, so that a list can't hold what no word of a message equals. */
const words = (description: string) =>
  listOf(/^[a-z']+(?: [a-z']+)?$/, `${description} In lower case, umlauts and ß written out.`)

const language = v.strictObject({
  sender: phrases('Labels of a header before the name of the person who wrote what follows.'),
  subject: phrases('Labels before the subject.'),
  other: phrases('Labels of header lines that say nothing about the question.'),
  content: phrases('Labels before what was asked, as in a form.'),
  forwarding: phrases('What mail programs write above a forwarded message.'),
  wrote: phrases('The verb of a line that ascribes what follows to somebody: "On Monday Ana wrote:".'),
  services: phrases("Parts of the names of those who answer questions; their words are not the asker's."),
  selves: phrases('The whole names by which a mail program or a chat names somebody who answers.'),
})

/** How lines of mails, tickets and chats look, by language: `src/reading/data/letters.json`. */
export const lettersSchema = v.strictObject({
  $schema: v.optional(v.string()),
  de: language,
  en: language,
})

/** Words by which the form of a sentence is told, in both languages: `src/reading/data/words.json`. */
export const wordsSchema = v.strictObject({
  $schema: v.optional(v.string()),
  questionWords: words('They open a question.'),
  prepositions: words('They may stand before a question word: "auf welcher Grundlage", "for which".'),
  questionVerbs: words('Finite verbs that can open a question: "gilt die …", "does the …".'),
  subjects: words('What can follow the verb of a question: its subject, or the word that opens it.'),
  askingWords: words('After them a clause with a question word or "if" is an indirect question.'),
  wishing: words(
    'Before the clause of an indirect question they say that the answer is wanted: one word, or two.',
  ),
  embedding: words(
    'As after these, what somebody may see or notice ("sehen, wann ich …") is no question of its own.',
  ),
  pointingWords: words('They point back to something said before.'),
  joints: words('They join two questions.'),
  clauseOpenings: words('They open a clause that may be a question of its own behind a joint or a colon.'),
  conditions: words('They open a clause that says when what is asked behind it applies.'),
  degrees: words('They belong to the question word before them: "wie lange", "how often".'),
  focusing: words(
    'At the start of a question they point back to what it adds to or limits: "Auch am Handy?".',
  ),
  expletives: words(
    'A verb and the word behind it that only fills the place of the subject, and points to nothing.',
  ),
  relatives: words('Question words that may as well join a relative clause to the noun before them.'),
  anybody: words('They stand for whoever may know the answer: "Weiß das jemand?".'),
  everybody: words('Names of everybody in a room.'),
  preambles: words('They only announce what follows: "Kurze Frage: …".'),
  greetings: words('They open a message: one word, or two.'),
  announcing: words('Parts of words by which a sentence announces a list of questions.'),
})

/** A phrase of several words, in the same spelling. */
const wholePhrases = v.array(v.pipe(v.string(), v.regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)))
const inBothLanguages = (description: string) =>
  v.pipe(v.strictObject({ de: wholePhrases, en: wholePhrases }), v.description(description))

/** What people say to the bot that is no question: `src/core/data/phrases.json`. */
export const phrasesSchema = v.strictObject({
  $schema: v.optional(v.string()),
  commands: v.pipe(
    v.record(v.string(), inBothLanguages('The whole messages that are this command.')),
    v.description("The bot's commands."),
  ),
  smallTalk: v.pipe(
    v.record(v.string(), inBothLanguages('Phrases that get this reply.')),
    v.description('Of several phrases in one message, the one whose reply stands first decides.'),
  ),
  courteous: words('Thanks and the like may be spun out with them.'),
  refusing: words('They say no to an answer.'),
  besideRefusing: words('What else a sentence that rejects an answer may consist of.'),
})

const abbreviations = (description: string) =>
  listOf(/^[^\sA-Z]*[^\sA-Z.]$/, `${description} In lower case, without the last full stop.`)

/** Where no sentence ends: `src/language/data/abbreviations.json`. A notice adds its own in its front matter. */
export const abbreviationsSchema = v.strictObject({
  $schema: v.optional(v.string()),
  inner: abbreviations('They stand inside a sentence, whatever follows: nobody ends one with "bspw.".'),
  ending: abbreviations(
    'They stand inside a sentence as often as at its end, so a capital letter after them begins a new one.',
  ),
  ofNumbers: abbreviations(
    'They belong to the number that follows; without one they are words like others ("in dieser Art.").',
  ),
  wordsBeforeNumbers: abbreviations(
    'A number after one of these ends its sentence ("nach § 25. Die …"); after other words it is an ordinal ("am 3. Mai").',
  ),
})

/** Words without a topic of their own: `src/language/data/function-words.json`. */
export const functionWordsSchema = v.strictObject({
  $schema: v.optional(v.string()),
  functionWords: words('They carry grammar or courtesy rather than a topic.'),
  particles: words('People put them into questions, which ask the same without them.'),
  german: words('They occur in every longer German text and hardly in an English one.'),
  english: words('The same of English.'),
})
