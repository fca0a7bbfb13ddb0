/** A search library, or the bot, as something that is built from `Source` and then looks texts up. */
export type Create<Source> = (source: Source) => Search | Promise<Search>
export type Search = (text: string) => readonly Hit[] | Promise<readonly Hit[]>

export interface Hit {
  readonly entry: string
  /** Higher is better; comparable between queries as far as the library allows. */
  readonly score: number
}

/** The kind of reply that the asker gets, and the entries that it shows. */
export interface Decided {
  readonly kind: 'answered' | 'nearest' | 'declined'
  readonly entries: readonly string[]
}

export interface Measurement {
  /** Processor time. */
  readonly indexMs: number
  /** Growth of the heap and of the memory outside it by building the index. */
  readonly bytes: number
  /** One per timed text. */
  readonly milliseconds: readonly number[]
  /** For each searched text what the bot does about it; the libraries only rank, and decide nothing. */
  readonly decisions?: readonly Decided[] | undefined
  /** The best entries for each searched text, best first; fewer than texts if the time ran out. */
  readonly hits: readonly (readonly Hit[])[]
}

export interface Texts {
  /** Searched one by one under the clock. */
  readonly timed: readonly string[]
  /** Searched for their hits only. */
  readonly searched: readonly string[]
  /** Time after which no more texts are searched for their hits; unlimited if left out. */
  readonly seconds?: number
}

/** How many hits of different entries are handed back per search. */
const keptHits = 5

/** How long texts are searched unmeasured, in ms, so that the just-in-time compiler has seen the code. */
const warmUpMs = 2000

/** Needs `--expose-gc`. `timed` texts are searched one by one under the clock, `searched` ones for their hits only. */
export async function measureSearch<Source>(
  create: Create<Source>,
  source: Source,
  { timed, searched, seconds }: Texts,
): Promise<Measurement> {
  const before = usedMemory()
  const started = processorMs()
  const search = await create(source)
  const indexMs = processorMs() - started
  const bytes = usedMemory() - before
  await warmUp(search, timed)
  const clocked = await time(search, timed)
  const known = new Map(clocked.map(({ text, hits }) => [text, hits]))
  const hits = []
  const until = performance.now() + 1000 * (seconds ?? Infinity)
  for (const text of searched) {
    if (performance.now() > until) break
    hits.push(bestPerEntry(known.get(text) ?? (await search(text))))
  }
  return { indexMs, bytes, milliseconds: clocked.map(({ ms }) => ms), hits }
}

async function warmUp(search: Search, texts: readonly string[]): Promise<void> {
  const until = performance.now() + warmUpMs
  while (texts.length > 0 && performance.now() < until) {
    for (const text of texts) {
      await search(text)
      if (performance.now() > until) break
    }
  }
}

async function time(search: Search, texts: readonly string[]) {
  const clocked = []
  for (const text of texts) clocked.push({ text, ...(await timeOne(search, text)) })
  return clocked
}

/** How often a fast search is repeated; the fastest counts, as the machine's other work only ever slows it down. */
const repeats = 5
/** From this many ms on the processor time is exact enough (the kernel counts it in ticks of some ms), and once is enough. */
const slow = 100

async function timeOne(search: Search, text: string) {
  let ms = Infinity
  for (let i = 1; ; i++) {
    const processor = processorMs()
    const started = performance.now()
    const hits = await search(text)
    ms = Math.min(ms, performance.now() - started)
    const worked = processorMs() - processor
    if (worked >= slow) return { ms: Math.min(ms, worked), hits }
    if (i === repeats) return { ms, hits }
  }
}

/** Processor time of this thread, which hardly depends on what else the machine is doing. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function usedMemory(): number {
  if (!globalThis.gc) throw new Error('measuring memory needs node --expose-gc')
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function bestPerEntry(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, number>()
  for (const { entry, score } of hits) best.set(entry, Math.max(score, best.get(entry) ?? -Infinity))
  return [...best]
    .map(([entry, score]) => ({ entry, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, keptHits)
}
