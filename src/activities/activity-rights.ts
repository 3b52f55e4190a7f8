import { type UnitScope } from '../units/domain/unit-scope.js';
import { type LogScope, mayLog } from '../units/unit-scopes.service.js';
import { type Activity, searchKeyOf, unitsOf } from './domain/activity.js';

/**
 * Whether somebody may record an activity: for its organiser, or for every unit that attended or received something.
 * About systems, for each of them; about none, with a grant that is not of one system alone.
 */
export function mayRecord(scopes: readonly LogScope[] | null, activity: Activity): boolean {
  if (scopes === null) return true;
  const { organiserId, attendance, items, systemIds, startsOn } = activity;
  const isReached = (unitId: string): boolean =>
    systemIds.length === 0
      ? mayLog(scopes, unitId, null, startsOn)
      : systemIds.every((systemId) => mayLog(scopes, unitId, systemId, startsOn));
  const others = [...attendance, ...items].map(({ unitId }) => unitId);
  return isReached(organiserId) || (others.length > 0 && others.every(isReached));
}

/** Whether somebody may see anything of an activity; null: everything is visible. */
export function maySee(readable: UnitScope | null, activity: Activity): boolean {
  return readable === null || unitsOf(activity).some((unitId) => readable.holds(unitId, activity.startsOn));
}

/** Whether somebody finds an activity by words: what units outside received is not there to be found. */
export function isFoundBy(readable: UnitScope | null, activity: Activity, words: readonly string[]): boolean {
  if (readable === null || words.length === 0) return true;
  const { title, place, startsOn, items } = activity;
  const key = searchKeyOf({ title, place, items: items.filter(({ unitId }) => readable.holds(unitId, startsOn)) });
  return words.every((word) => key.includes(word));
}
