/** How a number in a format reads: as a day, a time of day, a share, with zeros in front up to some digits, or plainly. */
export type NumberDisplay =
  { readonly as: 'day' | 'time' | 'share' | 'plain' } | { readonly as: 'padded'; readonly digits: number };

const PLAIN: NumberDisplay = { as: 'plain' };
const DAY: NumberDisplay = { as: 'day' };
const TIME: NumberDisplay = { as: 'time' };
const SHARE: NumberDisplay = { as: 'share' };

/** Formats that have a number instead of a code. Source: ECMA-376 part 1, 18.8.30 (27 to 36, 50 to 58: days in East Asian Excel). */
export function displayOfBuiltIn(id: number): NumberDisplay {
  if (id === 9 || id === 10) return SHARE;
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return DAY;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return TIME;
  return PLAIN;
}

/**
 * A format by its code; the part for positive numbers decides.
 *
 * Example: `dd/mm/yyyy`, `[$-42A]d mmmm yyyy` and `"ngày" dd` are days, `[h]:mm` is a time, `0.0%` a share, `00000` has five digits,
 * `#,##0 "dân"` is plain.
 */
export function displayOfCode(code: string): NumberDisplay {
  const positive = bare(code);
  // Elapsed time stands in brackets and is no day, however long it takes.
  if (/\[(h+|m+|s+)\]/i.test(code)) return TIME;
  if (/[dy]|m{3,}|e(?![+-])/i.test(positive)) return DAY;
  if (/[hs]/i.test(positive)) return TIME;
  if (/m/i.test(positive)) return DAY;
  if (positive.includes('%')) return SHARE;
  return /^0{2,}$/.test(positive) ? { as: 'padded', digits: positive.length } : PLAIN;
}

/** The first part without what is quoted, escaped, bracketed, or the name of the general format. */
function bare(code: string): string {
  return (
    code
      .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
      .split(';', 1)[0]
      ?.replace(/general/gi, '')
      .replace(/am\/pm|a\/p/gi, 'h')
      .trim() ?? ''
  );
}

/**
 * A number as it reads, with a decimal comma and at most 15 digits, as exact as Excel keeps them; never rounded to
 * the digits of its format: 0.4321 in `0.0%` is `43,21%`.
 */
export function printNumber(value: number, display: NumberDisplay): string {
  if (display.as === 'share') return `${plain(value * 100)}%`;
  if (display.as === 'padded' && Number.isInteger(value) && value >= 0)
    return String(value).padStart(display.digits, '0');
  return plain(value);
}

function plain(value: number): string {
  return (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)))).replace('.', ',');
}
