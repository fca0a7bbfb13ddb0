import type { WriteStream } from 'node:tty'

type Output = Pick<WriteStream, 'write' | 'columns'> & { readonly isTTY?: boolean }

const redrawMs = 1_000

/** For terminals that don't know their width. */
const usualColumns = 80

/** Tells somebody who waits what is going on: a line that is redrawn on a terminal, plain lines elsewhere. */
export interface Progress extends Disposable {
  readonly step: (text: string) => void
  /** Details of the current step; only a terminal shows them. */
  readonly detail: (text: string) => void
}

export function createProgress(output: Output): Progress {
  return output.isTTY ? createLiveProgress(output) : createPlainProgress(output)
}

function createPlainProgress(output: Output): Progress {
  return {
    step: (text) => void output.write(`${text} …\n`),
    detail: () => undefined,
    [Symbol.dispose]: () => undefined,
  }
}

function createLiveProgress(output: Output): Progress {
  let current: { readonly text: string; readonly since: number; detail: string } | undefined
  const draw = (end = '') => {
    if (current === undefined) return
    const seconds = Math.round((performance.now() - current.since) / 1_000)
    const detail = end === '' && current.detail !== '' ? `, ${current.detail}` : ''
    const line = `${current.text} … ${seconds} s${detail}`
    output.write(`\r\u001B[K${line.slice(0, (output.columns || usualColumns) - 1)}${end}`)
  }
  const finish = () => {
    draw('\n')
    current = undefined
  }
  const timer = setInterval(draw, redrawMs)
  timer.unref()
  return {
    step(text) {
      finish()
      current = { text, since: performance.now(), detail: '' }
      draw()
    },
    detail(text) {
      if (current === undefined) return
      current.detail = text
      draw()
    },
    [Symbol.dispose]() {
      finish()
      clearInterval(timer)
    },
  }
}
