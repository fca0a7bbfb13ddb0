import { readEncoderFile } from './encoder-file.ts'
import { createProducts } from './matrix-products.ts'
import { createNetwork } from './network.ts'
import { createPieceTokenizer, sentenceEnd, sentenceStart, unknownPiece } from './piece-tokenizer.ts'

/** Pieces beyond so many are not read: questions are shorter, and the time grows with each piece. */
const maxPieces = 96

/**
 * Points in about the same direction as those of texts that mean something similar, German or English. Its numbers are rounded so
 * that the largest is 127 or -127; only their ratios matter.
 */
export type SentenceVector = Int8Array

export interface SentenceEncoder {
  encode(text: string): SentenceVector
}

/** @param bytes the data file; it is looked at in place, and must not change */
export function createSentenceEncoder(bytes: Uint8Array): SentenceEncoder {
  const embed = createSentenceEmbedder(bytes)
  // The directions in which questions differ most; the others hardly help to tell them apart.
  const project = createProducts()(readEncoderFile(bytes).matrix('directions'))
  return {
    encode(text) {
      const values = embed(text)
      return roundVector(project({ count: 1, columns: values.length, values }).values)
    },
  }
}

/** The model as it is, before its vectors are projected: 512 numbers, with length 1. */
export function createSentenceEmbedder(bytes: Uint8Array): (text: string) => Float32Array {
  const file = readEncoderFile(bytes)
  const tokenizer = createPieceTokenizer(file.pieces, file.pieceScores)
  const network = createNetwork(file)
  return (text) => {
    const pieces = tokenizer.tokenize(text).subarray(0, maxPieces)
    const known = pieces.length === 0 ? [unknownPiece] : pieces
    return network(Uint32Array.of(sentenceStart, ...known, sentenceEnd))
  }
}

function roundVector(values: Float32Array): SentenceVector {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  return Int8Array.from(values, (value) => Math.round((value / largest) * 127))
}
