import { type LocalDate } from '../../kernel/local-date.js';
import { dayToReadAt, holds, overlaps, type Period } from '../../kernel/period.js';
import { nearest } from '../../kernel/resemblance.js';
import { accentFreeKey, tidy } from '../../kernel/vietnamese-text.js';
import { isUnitNamed } from './named-unit.js';
import { resolveUnit, toUnitOnDay } from './resolve-unit.js';
import { gradeMatch, type MatchCandidate, parseTypedName, searchKey, type TypedReading } from './unit-name.js';
import { type HomeKin } from './unit-tree.js';
import { type UnitOnDay, type UnitPeriod } from './unit.js';

/** How a row of a table names a unit: by id or code, by name, or both; `within` is a unit above it, by code or name. */
export interface TypedUnit {
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  readonly within?: string | undefined;
}

/** Which unit was meant; or, with the periods that help to mend it, why that cannot be said. */
export type DirectoryAnswer =
  | { readonly outcome: 'found'; readonly unit: UnitOnDay }
  | { readonly outcome: 'nothing-named' }
  /** No unit has the code or name; `candidates` resemble it. */
  | { readonly outcome: 'unknown'; readonly read: string; readonly candidates: readonly UnitPeriod[] }
  | { readonly outcome: 'ambiguous'; readonly read: string; readonly candidates: readonly UnitPeriod[] }
  | { readonly outcome: 'not-there'; readonly period: UnitPeriod }
  | { readonly outcome: 'names-nothing'; readonly before: UnitPeriod | null; readonly after: UnitPeriod | null }
  | { readonly outcome: 'code-changed'; readonly onDay: UnitPeriod; readonly today: UnitPeriod }
  | { readonly outcome: 'name-differs'; readonly onDay: UnitPeriod; readonly candidates: readonly UnitPeriod[] }
  /** The unit is clear, and it does not stand within what was named above it. */
  | { readonly outcome: 'elsewhere'; readonly onDay: UnitPeriod; readonly read: string };

/** Enough to help; each costs a walk over all units. */
const MOST_SEARCHES = 2_000;

/**
 * All believed periods of all units, for finding very many of them on their days. What the caller may not see
 * (`isVisible`) is not found; those above a unit are public.
 */
export class UnitDirectory {
  private readonly lives = new Map<string, UnitPeriod[]>();
  private readonly byCode = new Map<string, UnitPeriod[]>();
  private readonly byKey = new Map<string, UnitPeriod[]>();
  private readonly readings = new Map<string, TypedReading[]>();
  private readonly answers = new Map<string, DirectoryAnswer>();
  /** Whether a typed name is that of a period. */
  private readonly namings = new Map<string, boolean>();
  private searches = 0;

  constructor(
    periods: readonly UnitPeriod[],
    private readonly home: readonly HomeKin[] = [],
    private readonly isVisible: (unitId: string, day: LocalDate) => boolean = () => true,
  ) {
    for (const period of periods) {
      add(this.lives, period.unitId, period);
      add(this.byCode, period.code, period);
      add(this.byKey, searchKey(period.name, period.kind), period);
      const dot = period.code.lastIndexOf('.');
      if (dot >= 0) add(this.byKey, accentFreeKey(period.code.slice(dot + 1)), period);
    }
  }

  /**
   * The unit that is meant on `day` (domain.md §1). Code and name have to agree; a name alone has to be one unit's for
   * certain, at home before elsewhere. `today` makes a code that has changed hands need the name, as in any write.
   *
   * On 2016-12-31 `{ name: 'Xã Tân Bình' }` is ambiguous in Tây Ninh, `{ name: 'Xã Tân Bình', within: 'H. Tân Biên' }` 25495.
   */
  find(typed: TypedUnit, day: LocalDate, today: LocalDate): DirectoryAnswer {
    const answer =
      typed.unit !== undefined && typed.unit !== ''
        ? this.byReference(typed.unit, typed.name, day, today)
        : this.byNameOnce(typed, day);
    if (answer.outcome !== 'found' || typed.within === undefined) return answer;
    const onDay = this.onDay(answer.unit.id, day);
    const isElsewhere = onDay && !this.standsWithin(onDay, typed.within, day);
    return isElsewhere ? { outcome: 'elsewhere', onDay, read: typed.within } : answer;
  }

  /**
   * The unit that an id, a code or a name means in a rule that is in force `during` a period: on the day that such
   * periods are read at; failing that, an id or a code that one unit alone has at some time of the period.
   */
  findDuring(text: string, during: Period, today: LocalDate): DirectoryAnswer {
    const day = dayToReadAt(during, today);
    const code = this.asRecorded(tidy(text));
    const bearers = [...this.lifeOf(code), ...this.withCode(code)];
    const answer = this.find(bearers.length > 0 ? { unit: code } : { name: text }, day, today);
    if (answer.outcome === 'found') return answer;
    const then = bearers.filter(
      ({ unitId, period }) => overlaps(period, during) && this.isVisible(unitId, period.from ?? day),
    );
    const last = then.at(-1);
    const isOne = last && answer.outcome !== 'code-changed' && new Set(then.map(({ unitId }) => unitId)).size === 1;
    return isOne ? { outcome: 'found', unit: toUnitOnDay(last) } : answer;
  }

  /** The period of a unit that holds the day. */
  onDay(unitId: string, day: LocalDate): UnitPeriod | undefined {
    return this.lives.get(unitId)?.find(({ period }) => holds(period, day));
  }

  /** All periods of a unit. */
  lifeOf(unitId: string): readonly UnitPeriod[] {
    return this.lives.get(unitId) ?? [];
  }

  /** All periods that bear a code. */
  withCode(code: string): readonly UnitPeriod[] {
    return this.byCode.get(code) ?? [];
  }

  /** Whether any unit ever had the name: where it is not known of which day a name is. */
  wasEverNamed(name: string, today: LocalDate): boolean {
    return this.read(name)
      .flatMap((reading) => this.byKey.get(reading.searchKey) ?? [])
      .some(({ unitId, period }) => this.isVisible(unitId, period.from ?? today));
  }

  /** From the unit above up to the root, as they are on the day. */
  ancestors({ parentId }: Pick<UnitPeriod, 'parentId'>, day: LocalDate): UnitPeriod[] {
    const parent = parentId === null ? undefined : this.onDay(parentId, day);
    return parent ? [parent, ...this.ancestors(parent, day)] : [];
  }

  /** What a name means on a day is worked out once. */
  private byNameOnce({ name, within }: TypedUnit, day: LocalDate): DirectoryAnswer {
    const key = `${name ?? ''}\n${within ?? ''}\n${day}`;
    const answer = this.answers.get(key) ?? this.byName(name, within, day);
    this.answers.set(key, answer);
    return answer;
  }

  private byReference(reference: string, name: string | undefined, day: LocalDate, today: LocalDate): DirectoryAnswer {
    const unit = this.asRecorded(reference);
    const periods = [...(this.lives.get(unit) ?? []), ...(this.byCode.get(unit) ?? [])];
    const resolution = resolveUnit({ unit, unitName: name }, periods, day, today, this.isNamed);
    switch (resolution.outcome) {
      case 'found':
        if (this.isVisible(resolution.unit.id, day)) return resolution;
        return { outcome: 'unknown', read: reference, candidates: [] };
      case 'unknown':
        return { outcome: 'unknown', read: reference, candidates: this.resembling(name, day) };
      case 'name-differs': {
        const { onDay } = resolution;
        if (!this.isVisible(onDay.unitId, day)) return { outcome: 'unknown', read: reference, candidates: [] };
        const meant = this.named(name ?? '', undefined, day).filter((other) => other !== onDay);
        return { outcome: 'name-differs', onDay, candidates: [onDay, ...meant] };
      }
      default: {
        const seen = Object.values(resolution).filter((value) => typeof value === 'object');
        const hidden = seen.some((period) => period !== null && !this.isVisible(period.unitId, day));
        return hidden ? { outcome: 'unknown', read: reference, candidates: [] } : resolution;
      }
    }
  }

  /** A spreadsheet takes the zeros from 00001 and 01: a number that names nothing is looked for with them. */
  private asRecorded(reference: string): string {
    if (this.lives.has(reference) || this.byCode.has(reference) || !/^\d{1,4}$/.test(reference)) return reference;
    return (
      [2, 3, 5].map((length) => reference.padStart(length, '0')).find((code) => this.byCode.has(code)) ?? reference
    );
  }

  private readonly isNamed = (typed: string, period: UnitPeriod): boolean => {
    if (typed === period.name) return true;
    const key = `${typed}\n${period.kind}\n${period.code}\n${period.name}`;
    const known = this.namings.get(key) ?? isUnitNamed(typed, period);
    this.namings.set(key, known);
    return known;
  };

  private byName(name: string | undefined, within: string | undefined, day: LocalDate): DirectoryAnswer {
    if (name === undefined || tidy(name) === '') return { outcome: 'nothing-named' };
    const exact = this.named(name, within, day);
    const atHome = exact.filter((period) => this.isAtHome(period, day));
    const certain = atHome.length > 0 ? atHome : exact;
    const [sure, other] = certain;
    if (other) return { outcome: 'ambiguous', read: name, candidates: certain };
    if (sure) return { outcome: 'found', unit: toUnitOnDay(sure) };
    return { outcome: 'unknown', read: name, candidates: this.resembling(name, day) };
  }

  /** Units of the day that bear the name for certain; failing that, those that bore it at another time. */
  private named(name: string, within: string | undefined, day: LocalDate): UnitPeriod[] {
    const readings = this.read(name);
    const current: UnitPeriod[] = [];
    const former: UnitPeriod[] = [];
    for (const candidate of new Set(readings.flatMap((reading) => this.byKey.get(reading.searchKey) ?? []))) {
      const then = holds(candidate.period, day) ? candidate : this.onDay(candidate.unitId, day);
      if (!then || !this.isVisible(then.unitId, day)) continue;
      const named: MatchCandidate = { ...candidate, ancestors: this.ancestors(then, day) };
      if (gradeMatch(readings, named) !== 'exact') continue;
      if (within !== undefined && !this.standsWithin(then, within, day)) continue;
      (then === candidate ? current : former).push(then);
    }
    return [...new Set(current.length > 0 ? current : former)];
  }

  private standsWithin(unit: UnitPeriod, within: string, day: LocalDate): boolean {
    const readings = this.read(within).map((reading) => ({ ...reading, within: [] }));
    const code = this.asRecorded(tidy(within));
    return [unit, ...this.ancestors(unit, day)].some(
      (above, index) =>
        [above.code, above.unitId].includes(code) ||
        (index > 0 && gradeMatch(readings, { ...above, ancestors: [] }) === 'exact'),
    );
  }

  private isAtHome(unit: UnitPeriod, day: LocalDate): boolean {
    for (const rank of ['self', 'after', 'before'] as const) {
      const there = this.home.filter(({ kin, unitId }) => kin === rank && this.onDay(unitId, day) !== undefined);
      if (there.length === 0) continue;
      const line = [unit, ...this.ancestors(unit, day)].map(({ unitId }) => unitId);
      return there.some(({ unitId }) => line.includes(unitId));
    }
    return true;
  }

  private resembling(name: string | undefined, day: LocalDate): UnitPeriod[] {
    const [reading] = name === undefined ? [] : this.read(name);
    if (reading === undefined || this.searches >= MOST_SEARCHES) return [];
    this.searches += 1;
    const there = [...this.lives.keys()].flatMap((unitId) => {
      const period = this.onDay(unitId, day);
      return period && this.isVisible(unitId, day) && this.isAtHome(period, day) ? [period] : [];
    });
    return nearest(reading.searchKey, there, (period) => searchKey(period.name, period.kind));
  }

  private read(text: string): TypedReading[] {
    const known = this.readings.get(text) ?? parseTypedName(text);
    this.readings.set(text, known);
    return known;
  }
}

function add(map: Map<string, UnitPeriod[]>, key: string, period: UnitPeriod): void {
  const own = map.get(key);
  if (own) own.push(period);
  else map.set(key, [period]);
}
