import { addDays, type LocalDate } from './local-date.js';

const BEFORE_1900 = '1899-12-31' as LocalDate;
/** After the day that Excel believes in and the calendar lacks, 29/02/1900, numbers are one higher. */
const BEFORE_1900_AND_ONE = '1899-12-30' as LocalDate;
const EPOCH_1904 = '1904-01-01' as LocalDate;
const LAST_SERIAL = 2_958_465;
const MISSING_DAY = 60;

/**
 * The day a spreadsheet keeps as a number, the time of day dropped; null for what is no day: below 1 (a time alone),
 * 60 (29/02/1900), past 31/12/9999.
 *
 * Example: 42735 is 31/12/2016; in a workbook that counts from 1904, 41273 is.
 * Source: ECMA-376 part 1, 18.17.4.1.
 */
export function dayOfSerial(serial: number, from1904 = false): LocalDate | null {
  const days = Math.floor(serial);
  if (!(days >= (from1904 ? 0 : 1)) || days > LAST_SERIAL) return null;
  if (!from1904 && days === MISSING_DAY) return null;
  const epoch = from1904 ? EPOCH_1904 : days < MISSING_DAY ? BEFORE_1900 : BEFORE_1900_AND_ONE;
  const day = addDays(epoch, days);
  // A year of five digits is longer.
  return day.length === BEFORE_1900.length ? day : null;
}
