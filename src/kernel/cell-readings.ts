import { type LocalDate } from './local-date.js';
import { type ReadCell, type Reading } from './read-cell.js';

/**
 * Why a cell is not a day: not one at all; one the calendar does not have (`31/02/2017`); month first
 * (`12/31/2016`); a month, a quarter or a year, not a day; an error of the spreadsheet.
 */
export type NoDay = 'not-a-day' | 'no-such-day' | 'month-first' | 'not-exact' | 'error';

/** Why a cell is not a number: not one at all (`trên 37`, `13/13`); more digits than are exact (15); an error of the spreadsheet. */
export type NoNumber = 'not-a-number' | 'too-long' | 'error';

/** A number; of a percentage it is the share, so that `43,2%` is 0.432 and `isShare`. */
export interface NumberRead {
  readonly value: number;
  readonly isShare: boolean;
}

export declare function readDay(cell: ReadCell | null): Reading<LocalDate, NoDay>;
export declare function readNumber(cell: ReadCell | null): Reading<NumberRead, NoNumber>;
/** Tidy text; numbers as they read in their format, days as `31/12/2016`. */
export declare function readText(cell: ReadCell | null): Reading<string, 'error'>;
/** What stands in the cell, for messages: at most 80 characters; blank: empty. */
export declare function printCell(cell: ReadCell | null): string;
