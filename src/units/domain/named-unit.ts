import { gradeMatch, parseTypedName } from './unit-name.js';
import { type UnitPeriod } from './unit.js';

/**
 * True when a typed name is this unit's name for certain: diacritics, kind and number agree, tone style and
 * prefix spelling aside. Places typed behind the name are not looked at: the code has said which one it is.
 */
export function isUnitNamed(typed: string, unit: UnitPeriod): boolean {
  const readings = parseTypedName(typed).map((reading) => ({ ...reading, within: [] }));
  return gradeMatch(readings, { ...unit, ancestors: [] }) === 'exact';
}
