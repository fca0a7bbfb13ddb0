/** The first `limit` characters, cut between words. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.lastIndexOf(' ', limit)
  return text.slice(0, cut > limit / 2 ? cut : limit)
}

/** The last `limit` characters, cut between words. */
export function clipStart(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.indexOf(' ', text.length - limit)
  return text.slice(cut < 0 ? text.length - limit : cut + 1)
}
