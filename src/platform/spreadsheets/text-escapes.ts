/** In the text of workbooks `_x000D_` stands for a character that markup cannot hold, and `_x005F_` for a literal `_` before an `x`. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** What XML 1.0 has no place for, halves of characters too, and the carriage return, which it would turn into a line feed. */
const UNFIT =
  // eslint-disable-next-line no-control-regex -- these are what is replaced
  /[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as it was meant: `a_x000D_b` is a, carriage return, b; `_x005F_x000D_` is `_x000D_`. Source: ECMA-376 part 1, 22.9.2.19. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

/** Text for markup, so that `unescapeText` and every parser of XML give the same text back. */
export function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(UNFIT, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
