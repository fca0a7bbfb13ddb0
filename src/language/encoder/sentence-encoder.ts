import { readEncoderFile } from './encoder-file.ts'
import { createNetwork } from './network.ts'
import { createPieceTokenizer, sentenceEnd, sentenceStart, unknownPiece } from './piece-tokenizer.ts'

/** What comes after so many pieces is not read: questions are shorter, and the time grows with each piece. */
const maxPieces = 96

export interface SentenceEncoder {
  /** A vector of length 1 that lies close to those of texts that mean something similar, German or English. */
  encode(text: string): Float32Array
}

/** @param bytes the data file; it is looked at in place, and must not change */
export function createSentenceEncoder(bytes: Uint8Array): SentenceEncoder {
  const file = readEncoderFile(bytes)
  const tokenizer = createPieceTokenizer(file.pieces, file.pieceScores)
  const network = createNetwork(file)
  return {
    encode(text) {
      const pieces = tokenizer.tokenize(text).subarray(0, maxPieces)
      const known = pieces.length === 0 ? [unknownPiece] : pieces
      return network(Uint32Array.of(sentenceStart, ...known, sentenceEnd))
    },
  }
}
