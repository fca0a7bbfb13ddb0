/** Tags that people write into Markdown for its look; other angle brackets may be part of the wording. */
const htmlTag =
  /<\/?(?:a|b|br|center|div|em|font|i|iframe|img|object|p|small|span|strong|sub|sup|u)(?:\s[^<>]{0,2000})?\s?\/?>/giu

/**
 * The wording that a reader of rendered Markdown sees: without the marks of emphasis, links, images, escapes and templates. An asterisk
 * inside a word ("Mitarbeiter*innen") is part of it.
 */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/\{\{[%<][^}]{0,500}[%>]\}\}|\{%[^%]{0,500}%\}/gu, '')
    .replace(htmlTag, ' ')
    .replace(/&nbsp;/gu, ' ')
    .replace(/!\[[^\]]{0,200}\]\([^)\s]{0,2000}\)/gu, '')
    .replace(/(?<!`)`([^`]{1,300})`(?!`)/gu, '$1')
    .replace(/\[((?:[^[\]]|\[[^[\]]{0,50}\]){1,500})\]\([^)\s]{0,2000}(?:\s"[^"]{0,200}")?\)/gu, '$1')
    .replace(/<(https?:\/\/[^>\s]{1,2000}|[^>\s@]{1,100}@[^>\s]{1,200})>/gu, '$1')
    .replace(/(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1/gu, '$2')
    .replace(/(?<![\p{L}\p{N}*\\])\*(?=[^\s*])([^*]{1,500}?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|>~-])/gu, '$1')
