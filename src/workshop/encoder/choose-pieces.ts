import { createPieceTokenizer } from '../../language/encoder/piece-tokenizer.ts'
import type { PieceTokenizer } from '../../language/encoder/piece-tokenizer.ts'
import type { SentencePieceModel } from './sentence-piece-model.ts'

const marks = [0, 1, 2]
/** With each of them in, nothing that German or English is written with is unknown, however rare the word. */
const singleCharacter = /^▁?[\u0020-\u024F\u2010-\u2027\u2030-\u203A\u20AC▁]$/u

/**
 * Numbers of the pieces to keep, ascending: the marks, single characters, and what the sources use most.
 * @param sources how often each word occurs; every source counts the same, however large it is
 */
export function choosePieces(
  model: SentencePieceModel,
  sources: readonly ReadonlyMap<string, number>[],
  wanted: number,
): readonly number[] {
  const tokenizer = createPieceTokenizer(model.pieces, model.scores)
  const shares = new Float64Array(model.pieces.length)
  for (const source of sources) addShares(shares, source, tokenizer)
  const kept = new Set(marks)
  model.pieces.forEach((piece, id) => {
    if (singleCharacter.test(piece)) kept.add(id)
  })
  const byShare = [...shares.keys()].filter((id) => (shares[id] ?? 0) > 0)
  byShare.sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b)
  for (const id of byShare) if (kept.size < wanted) kept.add(id)
  return [...kept].sort((a, b) => a - b)
}

function addShares(
  shares: Float64Array,
  words: ReadonlyMap<string, number>,
  tokenizer: PieceTokenizer,
): void {
  const total = words.values().reduce((sum, count) => sum + count, 0)
  for (const [word, count] of words) {
    for (const piece of tokenizer.tokenize(word)) shares[piece] = (shares[piece] ?? 0) + count / total
  }
}
