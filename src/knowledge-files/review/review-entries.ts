import type { LocatedEntry, LocatedPhrasing } from '../../knowledge/located-entry.ts'
import { toTargets } from '../../matching/targets.ts'
import { createNearnessIndex } from './nearness.ts'
import type { NearnessIndex } from './nearness.ts'
import type { FaqEntry } from '../../knowledge/types.ts'
import type { Remark } from './remark.ts'
import { reviewNotice } from './review-notice.ts'
import type { TriedEntry } from './review-notice.ts'

/** An entry with so many times the phrasings of the usual one draws questions to itself. */
const lopsidedTimes = 8
/** Similarity from which two phrasings differ by no more than a form of a word. */
const nearlySame = 0.8
/** Similarity from which a phrasing of another entry counts as a rival, and by how much it has to be nearer. */
const rival = 0.5
const nearerBy = 0.12
/** Similarity from which a decline entry asks what another notice's entry answers. */
const sameQuestion = 0.62
/** Above so many phrasings, those in phrasings/ are not looked at one by one. */
const mostTried = 4_000
/** A phrasing is found again if its entry is among so many that are nearest. */
const foundAmong = 3
/** At most so many remarks of one kind about one entry. */
const mostPerEntry = 3

interface Phrased {
  readonly owner: LocatedEntry
  readonly phrasing: LocatedPhrasing
}

/** Finds what a careful reader of all entries would point out. */
export function reviewEntries(all: readonly LocatedEntry[]): Remark[] {
  const entries = withoutIdle(all)
  const phrased = entries.flatMap((owner) => owner.phrasings.map((phrasing) => ({ owner, phrasing })))
  const index = createNearnessIndex(phrased.map(({ phrasing }) => phrasing.text))
  const usual = median(entries.filter(isFaq).map(({ phrasings }) => phrasings.length))
  // The general declines are not written by the editors of a notice, who need to hear only of those that contradict their own.
  const tried = phrased.flatMap((one, i) => (isTried(one, phrased) ? [tryAgain(one, i, phrased, index)] : []))
  const byOwner = Map.groupBy(tried, ({ owner }) => owner)
  const faq = entries.filter(isFaq)
  const byNotice = Map.groupBy(faq, ({ entry }) => entry.notice)
  const ofNotices = [...byNotice.values()].flatMap((some) =>
    reviewNotice(some.map((entry) => toTriedEntry(entry, byOwner.get(entry) ?? []))),
  )
  const ofEntries = entries.flatMap((entry) => {
    const own = byOwner.get(entry) ?? []
    if (isGeneral(entry)) return own.flatMap(denied).slice(0, mostPerEntry)
    return [
      ...lopsided(entry, usual),
      ...own.flatMap(nearerToAnother).slice(0, mostPerEntry),
      ...own.flatMap(nearlyTheSame).slice(0, mostPerEntry),
      ...entry.phrasings.flatMap(inQuotationMarks).slice(0, mostPerEntry),
      ...own.flatMap(denied).slice(0, mostPerEntry),
    ]
  })
  return [...ofNotices, ...ofEntries]
}

/** The general declines don't join a notice that has fewer phrasings than they, so they are no rivals of its entries. */
function withoutIdle(all: readonly LocatedEntry[]): readonly LocatedEntry[] {
  const entries = all.flatMap(({ entry }) => ('quotes' in entry ? [entry] : []))
  const declines = all.flatMap(({ entry }) => ('quotes' in entry ? [] : [entry]))
  const notices = new Set(entries.map(({ notice }) => notice))
  const used = new Set(
    [...notices].flatMap((notice) =>
      toTargets({ notices: [], lexicon: [], entries, declines }, notice).map(({ entry }) => entry.id),
    ),
  )
  return all.filter((located) => !isGeneral(located) || used.has(located.entry.id))
}

function toTriedEntry(entry: LocatedEntry, tried: readonly Tried[]): TriedEntry {
  const rivals = tried.flatMap(({ other }) => (other.owner ? [other.owner.entry.id] : []))
  const found = tried.filter(({ isFound }) => isFound).length
  return { entry, tried: tried.length, found, rivals: mostFrequent(rivals, 2) }
}

/** Of much knowledge, only what people review is looked at one by one; the rest is there to be compared with. */
const isTried = ({ phrasing }: Phrased, all: readonly Phrased[]) =>
  all.length <= mostTried || phrasing.origin === 'reviewed'

const isGeneral = ({ entry }: LocatedEntry) => entry.notice === undefined
const isFaq = ({ entry }: LocatedEntry) => 'quotes' in entry

/** The result of a search for a phrasing, as if it were not among the phrasings itself. */
interface Tried extends Phrased {
  /** True if its own entry is among the nearest. */
  readonly isFound: boolean
  readonly own: { readonly similarity: number; readonly text: string; readonly line: number }
  readonly other: {
    readonly similarity: number
    readonly text: string
    readonly owner: LocatedEntry | undefined
  }
}

function tryAgain(one: Phrased, position: number, all: readonly Phrased[], index: NearnessIndex): Tried {
  const near = index.nearest(one.phrasing.text, 30, position)
  const found = near.flatMap(({ index: at, similarity }) => {
    const hit = all[at]
    return hit && meet(one.owner, hit.owner)
      ? [{ ...hit, similarity, isOwn: isTwin(one.owner, hit.owner) }]
      : []
  })
  const own = found.find(({ isOwn }) => isOwn)
  const other = found.find(({ isOwn }) => !isOwn)
  const nearest = [...new Set(found.map(({ owner, isOwn }) => (isOwn ? one.owner : owner)))].slice(
    0,
    foundAmong,
  )
  return {
    ...one,
    isFound: nearest.includes(one.owner),
    own: {
      similarity: own?.similarity ?? 0,
      text: own?.phrasing.text ?? '',
      line: own?.phrasing.place().line ?? 0,
    },
    other: { similarity: other?.similarity ?? 0, text: other?.phrasing.text ?? '', owner: other?.owner },
  }
}

/** Notices are asked one by one, each together with what no notice answers; only a decline may speak of another notice. */
const meet = (a: LocatedEntry, b: LocatedEntry) =>
  isGeneral(a) || isGeneral(b) || !isFaq(a) || a.entry.notice === b.entry.notice

/** The same entry, or one that quotes the same: whichever is found, the asker reads it. Declines are no rivals of each other. */
function isTwin(a: LocatedEntry, b: LocatedEntry): boolean {
  if (a === b) return true
  if (!isFaq(a) && !isFaq(b)) return true
  const passages = new Set(passagesOf(a))
  return passagesOf(b).some((id) => passages.has(id))
}

const passagesOf = ({ entry }: LocatedEntry) =>
  'quotes' in entry ? (entry satisfies FaqEntry).quotes.flatMap((quote) => quote.passages) : []

function lopsided(entry: LocatedEntry, usual: number): Remark[] {
  const { length } = entry.phrasings
  if (usual === 0 || length < 40 || length < usual * lopsidedTimes) return []
  return [
    {
      place: entry.place(),
      kind: 'lopsided',
      message: `"${entry.id}" has ${length} questions, the usual entry ${usual}`,
      advice: 'Give the others more, or this one fewer: it draws questions that belong elsewhere.',
    },
  ]
}

function nearerToAnother({ owner, phrasing, own, other }: Tried): Remark[] {
  // Of another notice only what a decline denies matters; that is a remark of its own.
  if (other.owner && !isGeneral(other.owner) && other.owner.entry.notice !== owner.entry.notice) return []
  if (other.owner === undefined || other.similarity < rival || other.similarity < own.similarity + nearerBy)
    return []
  return [
    {
      place: phrasing.place(),
      kind: 'nearer-to-another',
      message: `“${phrasing.text}” is nearer to “${other.text}” of "${other.owner.entry.id}" than to any other of "${owner.id}"`,
      advice: 'Move it there, or write a second question of this kind here.',
    },
  ]
}

function nearlyTheSame({ phrasing, own, owner }: Tried): Remark[] {
  const place = phrasing.place()
  if (own.similarity < nearlySame || phrasing.origin !== 'reviewed' || !isFaq(owner)) return []
  if (own.line < place.line) return []
  return [
    {
      place,
      kind: 'nearly-the-same',
      message: `“${phrasing.text}” hardly differs from “${own.text}”`,
      advice: 'Replace one of them by a question in other words.',
    },
  ]
}

/** YAML knows no German quotation marks: "[„A, b?“, ‚C?‘]" is three questions. */
function inQuotationMarks(phrasing: LocatedPhrasing): Remark[] {
  if (phrasing.origin !== 'reviewed' || !/^[„‚”“][^“”‘]*[“”‘]?$|^[^„‚”“]*[“”‘]$/u.test(phrasing.text))
    return []
  return [
    {
      place: phrasing.place(),
      kind: 'quotation-marks',
      message: `the quotation marks are taken for a part of the question ${phrasing.text}`,
      advice: "Write '…' around it in place of them; a list in other marks ends a question at each comma.",
    },
  ]
}

/** A decline that asks what an entry of another notice answers would deny what that notice says. */
function denied({ owner, phrasing, other }: Tried): Remark[] {
  if (isFaq(owner) || other.owner === undefined || other.similarity < sameQuestion) return []
  if (owner.entry.notice === other.owner.entry.notice) return []
  return [
    {
      place: phrasing.place(),
      kind: 'denied',
      message: `“${phrasing.text}” of the decline "${owner.entry.id}" asks what "${other.owner.entry.id}" answers (“${other.text}”)`,
      advice:
        owner.entry.notice === undefined
          ? 'Copy general/ into the folder of your knowledge and take this question out of it.'
          : 'Take it out, or say in it which of the services is meant.',
    },
  ]
}

function mostFrequent(texts: readonly string[], number: number): string[] {
  return [...Map.groupBy(texts, (text) => text)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, number)
    .map(([text]) => text)
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
