import { describe, expect, it } from 'vitest'
import { fuseScores } from '../../src/matching/fuse-scores.ts'

const phrasings = ['wo stehen die server', 'wer liest den chat', 'wo liegen die server von cisco']

describe('fuseScores', () => {
  it('scores each phrasing at its place, the better the higher', () => {
    const [servers = 0, chat = 0, cisco = 0] = fuseScores('server cisco', phrasings)
    expect(cisco).toBeGreaterThan(servers)
    expect(servers).toBeGreaterThan(chat)
    expect(chat).toBe(0)
  })

  it('forgives typing errors within a word', () => {
    expect(fuseScores('sever', phrasings)[0]).toBeGreaterThan(0)
  })

  it('stays between 0 and 1', () => {
    for (const score of fuseScores('wo stehen die server', phrasings)) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  // Fuse itself returns everything for an empty query.
  it('finds nothing for an empty query', () => {
    expect(fuseScores('', phrasings)).toEqual([0, 0, 0])
  })
})
