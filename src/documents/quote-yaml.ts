/** A text in YAML's single quotes, on one line. */
export const quoteYaml = (text: string): string =>
  `'${text.replace(/\s+/gu, ' ').trim().replaceAll("'", "''")}'`
