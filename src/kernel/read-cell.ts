import { type LocalDate } from './local-date.js';

/**
 * A cell of a spreadsheet as its file holds it: never a formula's text, but the value that was calculated last.
 * - `text`: NFC, from whatever encoding the file had
 * - `number`: `text` is how it reads in its format: 42 in the format `00000` is `00042`, 0.432 in `0.0%` is `43,2%`
 * - `day`: a number with a date format, or a date; a time of day is dropped
 * - `fault`: what the cell shows in place of a value, such as `#REF!`; empty: a formula nobody has calculated
 */
export type ReadCell =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly value: number; readonly text: string }
  | { readonly type: 'day'; readonly day: LocalDate }
  | { readonly type: 'flag'; readonly value: boolean }
  | { readonly type: 'fault'; readonly text: string };

/** What a cell says, read as one kind of thing; `text` is what stands there, for the message to whoever must mend it. */
export type Reading<T, Reason extends string> =
  | { readonly kind: 'blank' }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unread'; readonly reason: Reason; readonly text: string };
