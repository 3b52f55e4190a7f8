/** Control characters and halves of surrogate pairs; with `lines`, line breaks and tabs pass. */
export function hasControlCharacters(text: string, lines = false): boolean {
  return (lines ? text.replace(/[\n\r\t]/g, '') : text).search(/[\p{Cc}\uFFFE\uFFFF]|\p{Cs}/u) >= 0;
}
