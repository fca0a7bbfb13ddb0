// Runs one setting of one library in a process of its own, so that its memory and its just-in-time compilation are its own:
//   node --expose-gc run.js LIBRARY SETTING < {"phrasings": […], "timed": [text], "searched": [text]} > result as JSON
// Without arguments it lists the libraries and their settings.
import { text } from 'node:stream/consumers'
import { libraries } from './libraries/index.js'
import { measureSearch } from '../bench/measure.ts'

const [library, setting] = process.argv.slice(2)
// nlp.js prints advice to standard output, which is for the result here.
console.log = console.error
console.info = console.error

if (library === undefined) {
  const list = Object.entries(libraries).map(([id, { title, settings }]) => ({
    id,
    title,
    settings: settings.map(({ name }) => name),
  }))
  process.stdout.write(JSON.stringify(list))
} else {
  const { create } = libraries[library].settings[Number(setting)]
  const { phrasings, ...texts } = JSON.parse(await text(process.stdin))
  const result = await measureSearch(create, phrasings, texts)
  process.stdout.write(JSON.stringify(result), () => process.exit(0))
}
