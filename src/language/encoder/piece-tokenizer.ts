import { normalizeForPieces, wordStart } from './normalize-for-pieces.ts'

/** The first pieces of each list are these marks, as SentencePiece has it. */
export const unknownPiece = 0
export const sentenceStart = 1
export const sentenceEnd = 2
const marks = 3

/** A character that no piece covers costs so much more than the rarest piece. */
const unknownPenalty = 10
/** No piece is longer, so nobody looks for longer ones. */
const maxPieceLength = 16

/** Characters beyond so many are not read, as NFKC makes up to 18 of one. No question is as long. */
const maxCharacters = 1000

export interface PieceTokenizer {
  /** Numbers of the pieces of a text, without marks; empty for a text without visible characters. */
  tokenize(text: string): Uint32Array
}

/**
 * Cuts a text into the pieces that are likeliest together, each with a probability of its own (Kudo, "Subword Regularization", ACL
 * 2018), found by Viterbi's algorithm from the left. Its time is linear in the length of the text.
 */
export function createPieceTokenizer(pieces: readonly string[], scores: Float32Array): PieceTokenizer {
  const ids = new Map(pieces.slice(marks).map((piece, i) => [piece, i + marks]))
  const longest = Math.min(
    maxPieceLength,
    pieces.slice(marks).reduce((length, piece) => Math.max(length, piece.length), 1),
  )
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), 0) - unknownPenalty
  const lattice = { ids, scores, longest, unknownScore }
  return {
    tokenize: (text) =>
      bestPath(normalizeForPieces(text.slice(0, maxCharacters)).slice(0, maxCharacters), lattice),
  }
}

interface Lattice {
  readonly ids: ReadonlyMap<string, number>
  readonly scores: Float32Array
  readonly longest: number
  readonly unknownScore: number
}

/** For each end of a prefix of the text, the best score, and the start and number of the last piece on that path. */
function bestPath(text: string, { ids, scores, longest, unknownScore }: Lattice): Uint32Array {
  const best = new Float64Array(text.length + 1).fill(-Infinity)
  const startOf = new Uint32Array(text.length + 1)
  const pieceOf = new Uint32Array(text.length + 1)
  best[0] = 0
  const offer = (start: number, end: number, piece: number, score: number) => {
    if (score <= (best[end] ?? 0)) return
    best[end] = score
    startOf[end] = start
    pieceOf[end] = piece
  }
  for (let start = 0, wordEnd = 0; start < text.length;) {
    if (start === wordEnd) wordEnd = endOfWord(text, start)
    const base = best[start] ?? 0
    const width = (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
    const stop = Math.min(start + longest, wordEnd)
    for (let end = start + width; end <= stop; end++) {
      const piece = ids.get(text.slice(start, end))
      if (piece !== undefined) offer(start, end, piece, base + (scores[piece] ?? 0))
    }
    if (!ids.has(text.slice(start, start + width))) {
      offer(start, start + width, unknownPiece, base + unknownScore)
    }
    start += width
  }
  return backwards(startOf, pieceOf)
}

/** No piece goes beyond: the next word begins with a mark that stands only at the start of pieces. */
function endOfWord(text: string, start: number): number {
  const next = text.indexOf(wordStart, start + 1)
  return next < 0 ? text.length : next
}

function backwards(startOf: Uint32Array, pieceOf: Uint32Array): Uint32Array {
  const path: number[] = []
  for (let end = startOf.length - 1; end > 0; end = startOf[end] ?? 0) path.push(pieceOf[end] ?? unknownPiece)
  return Uint32Array.from(path.reverse())
}
