import { type IndicatorDefinition } from '../../indicators/indicators.service.js';
import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { faultAt, type RowFault, type TableRow } from '../domain/column.js';
import { indicatorNotFound } from '../imports.errors.js';
import { textOf } from './unit-and-system.js';

/** The indicator by its code, or by a name that it ever had. */
export function indicatorOf(
  row: TableRow,
  all: readonly IndicatorDefinition[],
  report: (fault: RowFault) => void,
): IndicatorDefinition | null {
  const typed = textOf(row, 'indicator');
  if (typed === undefined) return null;
  const key = matchKey(typed);
  const found = all.find(({ code }) => code === typed) ?? all.find(({ name }) => matchKey(name) === key);
  if (found) return found;
  const close = nearest(typed, all, ({ name, code }) => (typed.includes(' ') ? name : code), 3);
  report(
    faultAt(
      row,
      'indicator',
      indicatorNotFound(
        typed,
        close.map(({ code }) => code),
      ),
    ),
  );
  return null;
}
