import type { Fetch, ResponseHeaders } from './transport.ts'

/** Shows the headers of each answer to `observe`, as soon as they come. */
export function watchAnswers(fetch: Fetch, observe: (headers: ResponseHeaders) => void): Fetch {
  return async (url, request) => {
    const response = await fetch(url, request)
    observe(response.headers)
    return response
  }
}
