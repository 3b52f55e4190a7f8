import { exceeds, type Measure } from './measure.js';

/** A value of one level of a unit in a period, with the levels that contain it. */
export interface LevelValue {
  readonly indicatorId: number;
  /** Units and days that it is of: values are compared where these are equal. */
  readonly of: string;
  readonly scheme: string | null;
  readonly measure: Measure;
}

/** A level that states more than one that contains it. */
export interface LevelViolation<T extends LevelValue> {
  readonly narrow: T;
  readonly wide: T;
}

/**
 * Every violation of cumulative levels (domain-rules §3): what is at level 4 is at levels 3 and 4 too, and all of that at
 * level 2 and above, so 1.685 ⊇ 190 ⊇ 143. Compared with every level around it, also where one between was not stated.
 * `widerOf` names the next wider level. Levels of different schemes have nothing to do with each other.
 */
export function levelViolations<T extends LevelValue>(
  values: readonly T[],
  widerOf: ReadonlyMap<number, number>,
): LevelViolation<T>[] {
  const byKey = new Map(values.map((value) => [keyOf(value.indicatorId, value), value]));
  return values.flatMap((narrow) => {
    const found: LevelViolation<T>[] = [];
    for (let next = widerOf.get(narrow.indicatorId); next !== undefined; next = widerOf.get(next)) {
      const wide = byKey.get(keyOf(next, narrow));
      if (wide && exceeds(narrow.measure, wide.measure)) found.push({ narrow, wide });
    }
    return found;
  });
}

function keyOf(indicatorId: number, { of, scheme }: Pick<LevelValue, 'of' | 'scheme'>): string {
  return JSON.stringify([indicatorId, of, scheme]);
}
