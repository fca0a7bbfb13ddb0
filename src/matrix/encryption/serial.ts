/** Runs what belongs to the same name one after the other; different names don't wait for each other. */
export class Serial {
  readonly #tails = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve()
    const result = before.then(work, work)
    this.#tails.set(name, result)
    const forget = () => {
      if (this.#tails.get(name) === result) this.#tails.delete(name)
    }
    result.then(forget, forget)
    return result
  }
}
