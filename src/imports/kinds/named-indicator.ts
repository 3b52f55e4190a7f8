import { type IndicatorDefinition } from '../../indicators/indicators.service.js';
import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { faultAt, type RowFault, type TableRow } from '../domain/column.js';
import { indicatorNotFound } from '../imports.errors.js';
import { textOf } from './unit-and-system.js';

/** The indicator that a column names by its code, or by a name that it ever had; null with a fault where there is none. */
export function indicatorOf(
  row: TableRow,
  all: readonly IndicatorDefinition[],
  report: (fault: RowFault) => void,
  column = 'indicator',
): IndicatorDefinition | null {
  const typed = textOf(row, column);
  if (typed === undefined) return null;
  const key = matchKey(typed);
  const found = all.find(({ code }) => code === typed) ?? all.find(({ name }) => matchKey(name) === key);
  if (found) return found;
  const close = nearest(typed, all, ({ name, code }) => (typed.includes(' ') ? name : code), 3);
  report(
    faultAt(
      row,
      column,
      indicatorNotFound(
        typed,
        close.map(({ code }) => code),
      ),
    ),
  );
  return null;
}
