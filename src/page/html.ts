/** Markup whose texts are already escaped. */
export interface Html {
  readonly text: string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string) => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c)

/** Tag for markup: values are escaped unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly (Html | string | number)[]): Html {
  return { text: parts.reduce((text, part, i) => text + toText(values[i - 1] ?? '') + part) }
}

const toText = (value: Html | string | number) =>
  typeof value === 'object' ? value.text : escape(String(value))

/** Takes text as markup, unescaped: only for what the program itself wrote. */
export const raw = (text: string): Html => ({ text })

export const join = (parts: readonly Html[]): Html => raw(parts.map(({ text }) => text).join('\n'))
