/**
 * @typedef {{ entry: string, language: 'de' | 'en', text: string }} Phrasing
 * @typedef {{ entry: string, score: number }} Hit higher is better, comparable between queries as far as the library allows
 * @typedef {(text: string) => Hit[] | Promise<Hit[]>} Search hits by phrasing, best first
 * @typedef {{ name: string, create: (phrasings: Phrasing[]) => Search | Promise<Search> }} Setting
 * The first setting is the one that the library's documentation starts with.
 * @typedef {{ title: string, package: string, settings: Setting[] }} Library
 */

/** How many phrasings a search may return; enough for several entries among them. */
export const limit = 50
