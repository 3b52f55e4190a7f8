/**
 * Text for a CSV file: what a spreadsheet would calculate gets an apostrophe in front, as would what already has one, so
 * that reading gives back every text as it was.
 *
 * Example: `=1+1` → `'=1+1`, `'=1` → `''=1`, `-5 người` → `'-5 người`; `a=b` stays.
 * Source: OWASP, CSV injection: `=`, `+`, `-`, `@`, tab and carriage return at the beginning.
 */
export function guardFormula(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe away again. */
export function unguardFormula(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
