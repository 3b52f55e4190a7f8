import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { compareStart, holds, overlaps, type Period } from '../../kernel/period.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { type LineageRow } from '../../units/domain/lineage.js';
import { type Change } from '../../units/domain/reorganisation.js';
import { type UnitAttributes, type UnitPeriod } from '../../units/domain/unit.js';
import {
  lives,
  type Register,
  type RegisterChange,
  type RegisterPackage,
  type RegisterPeriod,
  START_OF_RECORD,
} from './register.js';

/** What is recorded before a load. */
export interface Recorded {
  readonly periods: readonly UnitPeriod[];
  readonly lineage: readonly LineageRow[];
}

/** Where the register and what is recorded say different things of a unit, and a day on which they do. */
export interface RegisterDifference {
  readonly code: string;
  readonly day: LocalDate;
  readonly what: 'name' | 'kind' | 'parent' | 'begins' | 'ends';
  /** Empty: the register has none (no parent, no beginning within the record, no end). */
  readonly register: string;
  readonly recorded: string;
}

/**
 * Ids of the units of the register that are recorded, by key. A unit is the one that bears its code on a day of its
 * own; who bears the code of several, since it was recorded without its end or beginning, is the one whose name it
 * has, otherwise the earliest. Each is matched once.
 *
 * 80 recorded without days as "Tỉnh Tây Ninh" is the province of 2025 and not Long An, which bore 80 until then.
 */
export function matchUnits(register: Register, recorded: readonly UnitPeriod[]): Map<string, string> {
  const byCode = groupBy(register.periods, ({ code }) => code);
  for (const bearers of byCode.values()) bearers.sort((a, b) => compareStart(a.period, b.period));
  const idOf = new Map<string, string>();
  for (const [unitId, own] of recordedLives(recorded)) {
    const bearers = own.flatMap((period) =>
      (byCode.get(period.code) ?? [])
        .filter(
          ({ key, level, period: days }) => level === period.level && overlaps(days, period.period) && !idOf.has(key),
        )
        .map(({ key, name }) => ({ key, isNamesake: matchKey(name) === matchKey(period.name) })),
    );
    const match = bearers.find(({ isNamesake }) => isNamesake) ?? bearers[0];
    if (match) idOf.set(match.key, unitId);
  }
  return idOf;
}

/**
 * The packages with what of them is not recorded yet. A change is recorded where its effect is: the unit is there, the
 * lineage, the end; so that a package of the whole country goes on from the one of a province. What was changed by hand
 * on the very day is left as it is.
 */
export function outstandingOf(
  packages: readonly RegisterPackage[],
  recorded: Recorded,
  idOf: ReadonlyMap<string, string>,
): RegisterPackage[] {
  const periodsOf = recordedLives(recorded.periods);
  const edges = new Set(
    recorded.lineage.map(({ predecessorId, successorId, effectiveOn }) =>
      [predecessorId, successorId, effectiveOn].join(' '),
    ),
  );
  const idOrKey = (key: string): string => idOf.get(key) ?? key;
  const outstanding = (change: Change, day: LocalDate): Change | null => {
    switch (change.type) {
      case 'establish':
        return idOf.has(change.unit.key) ? null : change;
      case 'merge': {
        const target = typeof change.into === 'string' ? change.into : change.into.key;
        const from = change.from.filter(({ unit }) => !edges.has([idOrKey(unit), idOrKey(target), day].join(' ')));
        if (from.length === 0) return null;
        return { ...change, from, into: idOf.has(target) ? target : change.into };
      }
      case 'dissolve': {
        const own = periodsOf.get(idOrKey(change.unit));
        return own === undefined || own.some(({ period }) => holds(period, day)) ? change : null;
      }
      case 'split':
        return change;
      default: {
        const own = periodsOf.get(idOrKey(change.unit));
        if (own === undefined) return change;
        const then = own.find(({ period }) => holds(period, day));
        return !then || then.period.from === day || isAlready(then, change.to, idOrKey) ? null : change;
      }
    }
  };
  return packages.flatMap(({ day, changes }): RegisterPackage[] => {
    const left = changes.flatMap(({ instruments, change }): RegisterChange[] => {
      const rest = outstanding(change, day);
      return rest ? [{ instruments, change: rest }] : [];
    });
    return left.length === 0 ? [] : [{ day, changes: left }];
  });
}

/**
 * Every difference of the matched units, where `after` is what will be believed once the register is loaded: so it is
 * the same before a load, after it, and at the next. Attributes are compared on a day of each period, the first, or the
 * last where it is open to the left.
 */
export function differencesOf(
  register: Register,
  after: readonly UnitPeriod[],
  idOf: ReadonlyMap<string, string>,
  today: LocalDate,
): RegisterDifference[] {
  const registered = lives(register);
  const periodsOf = recordedLives(after);
  const differences: RegisterDifference[] = [];
  for (const [key, said] of registered) {
    const recorded = periodsOf.get(idOf.get(key) ?? '');
    if (!recorded) continue;
    const differs = (
      period: RegisterPeriod,
      day: LocalDate,
      what: RegisterDifference['what'],
      values: { register: string; recorded: string },
    ): void => {
      if (values.register !== values.recorded) differences.push({ code: period.code, day, what, ...values });
    };
    for (const [one, what, a, b] of boundsOf(said, recorded))
      if (a !== b) differs(one, (b ?? a) as LocalDate, what, { register: a ?? '', recorded: b ?? '' });
    for (const period of said) {
      for (const found of recorded.filter((other) => overlaps(other.period, period.period))) {
        const day = dayOfBoth(period.period, found.period, today);
        differs(period, day, 'name', { register: period.name, recorded: found.name });
        differs(period, day, 'kind', { register: period.kind, recorded: found.kind });
        const parentId = period.parentKey && (idOf.get(period.parentKey) ?? period.parentKey);
        if (parentId === found.parentId) continue;
        differs(period, day, 'parent', {
          register: labelOn(registered.get(period.parentKey ?? ''), day),
          recorded: labelOn(periodsOf.get(found.parentId ?? ''), day),
        });
      }
    }
  }
  return differences;
}

/** First and last days in the register and as recorded. */
function boundsOf(
  said: readonly RegisterPeriod[],
  recorded: readonly UnitPeriod[],
): [RegisterPeriod, 'begins' | 'ends', LocalDate | null, LocalDate | null][] {
  const [first, begun] = [said[0], recorded[0]];
  const [last, ended] = [said.at(-1), recorded.at(-1)];
  if (!first || !last || !begun || !ended) return [];
  const from = begun.period.from;
  return [
    [first, 'begins', first.period.from, from !== null && from <= START_OF_RECORD ? null : from],
    [last, 'ends', last.period.to, ended.period.to],
  ];
}

function labelOn(
  periods: readonly Pick<RegisterPeriod, 'code' | 'name' | 'period'>[] | undefined,
  day: LocalDate,
): string {
  const then = periods?.find(({ period }) => holds(period, day)) ?? periods?.at(-1);
  return then ? `${then.code} ${then.name}` : '';
}

/** The believed periods of each unit, earliest first; units in the order in which they begin. */
export function recordedLives(periods: readonly UnitPeriod[]): Map<string, UnitPeriod[]> {
  return groupBy(
    periods.toSorted((a, b) => compareStart(a.period, b.period)),
    ({ unitId }) => unitId,
  );
}

function isAlready(there: UnitPeriod, to: Partial<UnitAttributes>, idOrKey: (key: string) => string): boolean {
  const { code, name, kind, parentId } = { ...there, ...to };
  const parent = to.parentId ? idOrKey(to.parentId) : parentId;
  return there.code === code && there.name === name && there.kind === kind && there.parentId === parent;
}

function dayOfBoth(a: Period, b: Period, today: LocalDate): LocalDate {
  const from = [a.from, b.from]
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  const to = [a.to, b.to].filter((day) => day !== null).sort()[0];
  return from ?? (to === undefined ? today : addDays(to, -1));
}

function groupBy<T>(rows: readonly T[], nameOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return groups;
}
