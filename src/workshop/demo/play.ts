import type { ShownMessage } from './person.ts'
import { findFault, scenes } from './scenes.ts'
import type { Scene } from './scenes.ts'
import { helpdeskAlias } from './stage.ts'
import type { Stage } from './stage.ts'
import { botName } from './transcript.ts'
import type { Transcript } from './transcript.ts'

const answerTimeoutMs = 20_000

/** How long the audience waits for an answer that should not come. */
const silenceMs = 1_000

export interface PlayResult {
  readonly questions: number
  /** One sentence for each wrong reaction of the bot. */
  readonly faults: readonly string[]
}

/** Lets the people say everything in `scenes`, one after the other, and judges what the bot makes of it. */
export async function play(stage: Stage, transcript: Transcript, signal: AbortSignal): Promise<PlayResult> {
  const faults: string[] = []
  const entered = new Set<string>()
  for (const scene of scenes) {
    signal.throwIfAborted()
    const roomId = roomOf(scene, stage)
    transcript.scene(placeName(scene), scene.title)
    if (!entered.has(roomId)) await showIntroduction(stage, scene, transcript, entered.size > 0)
    entered.add(roomId)
    const fault = await perform(scene, stage, transcript)
    if (fault === undefined) continue
    faults.push(`${scene.title}: ${fault}`)
    transcript.remark(`wrong: ${fault}`)
  }
  return { questions: scenes.filter(({ expect }) => expect.kind !== 'silence').length, faults }
}

/** The bot says who it is in each room that it enters, which is worth reading once. */
async function showIntroduction(
  stage: Stage,
  scene: Scene,
  transcript: Transcript,
  isKnown: boolean,
): Promise<void> {
  const isFromBot = ({ sender }: ShownMessage) => sender === stage.botUserId
  const first = await stage.people[scene.person].waitFor(roomOf(scene, stage), isFromBot, answerTimeoutMs)
  if (first === undefined) return
  if (isKnown) transcript.remark(`${botName} says who it is, as above`)
  else transcript.message(botName, first.body)
}

/** Says the scene's text, shows the reaction and returns what is wrong with it. */
async function perform(scene: Scene, stage: Stage, transcript: Transcript): Promise<string | undefined> {
  const { person, text, expect } = scene
  const roomId = roomOf(scene, stage)
  const speaker = stage.people[person]
  const mention = scene.mentionsBot ? { userId: stage.botUserId, name: botName } : undefined
  transcript.message(person, mention === undefined ? text : `@${botName} ${text}`)
  const eventId = await speaker.say(roomId, text, mention)
  const answers = ({ sender, repliesTo }: ShownMessage) => sender === stage.botUserId && repliesTo === eventId
  const wanted = expect.kind !== 'silence'
  const reply = await speaker.waitFor(roomId, answers, wanted ? answerTimeoutMs : silenceMs)
  if (reply === undefined) transcript.remark('no reaction')
  else transcript.message(botName, reply.body)
  if (scene.place === 'direct' && reply?.encrypted === false) return 'the answer is not encrypted'
  return findFault(expect, reply?.body)
}

const roomOf = ({ place, person }: Scene, { helpdeskRoom, directRooms }: Stage): string =>
  place === 'room' ? helpdeskRoom : directRooms[person]

const placeName = ({ place, person }: Scene) =>
  place === 'room' ? helpdeskAlias : `${person} and ${botName}, encrypted direct message`
