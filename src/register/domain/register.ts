import { type LocalDate, parseLocalDate } from '../../kernel/local-date.js';
import { compareStart, holds, type Period } from '../../kernel/period.js';
import { type Change, type Extent, type NewUnit, type Part } from '../../units/domain/reorganisation.js';
import { type Level, type UnitAttributes } from '../../units/domain/unit.js';

/** What is recorded from this day or earlier was there before the record of the register starts. */
export const START_OF_RECORD = parseLocalDate('2004-08-31');

/** One period of a unit of the register; `key` names its identity through all its periods. */
export interface RegisterPeriod {
  readonly key: string;
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parentKey: string | null;
  readonly period: Period;
}

/** One line of an instrument: what became of a unit on a day. A dissolved unit has no successor, an established one no predecessor. */
export interface RegisterEvent {
  readonly day: LocalDate;
  readonly instrument: string;
  readonly change: 'establish' | 'rename' | 'reclassify' | 'move' | 'merge' | 'split' | 'dissolve';
  readonly oldKey: string | null;
  readonly newKey: string | null;
  readonly extent: Extent;
}

export interface Register {
  readonly periods: readonly RegisterPeriod[];
  readonly events: readonly RegisterEvent[];
}

/** A change between keys of the register, with the numbers of the instruments that made it. */
export interface RegisterChange {
  readonly instruments: readonly string[];
  readonly change: Change;
}

/** A package of the register: all that happened on one day. */
export interface RegisterPackage {
  readonly day: LocalDate;
  readonly changes: readonly RegisterChange[];
}

/**
 * The part of the register that belongs to some provinces: what ever stood below them, and what went into them or came
 * from them. 72 brings old 80 along, since both went into the province 80 of 2025.
 */
export function partOf(register: Register, provinceCodes: ReadonlySet<string>): Register {
  const keys = new Set(
    register.periods.filter(({ level, code }) => level === 'province' && provinceCodes.has(code)).map(({ key }) => key),
  );
  for (let before = 0; before !== keys.size;) {
    before = keys.size;
    for (const { oldKey, newKey } of register.events) {
      if (oldKey === null || newKey === null) continue;
      if (keys.has(oldKey)) keys.add(newKey);
      else if (keys.has(newKey)) keys.add(oldKey);
    }
    for (const { key, parentKey } of register.periods) if (parentKey !== null && keys.has(parentKey)) keys.add(key);
  }
  return {
    periods: register.periods.filter(({ key }) => keys.has(key)),
    events: register.events.filter(({ oldKey, newKey }) => keys.has(oldKey ?? '') || keys.has(newKey ?? '')),
  };
}

/**
 * What was there before any reorganisation of the register, each as if nothing had happened to it since: the first
 * period of every unit that no event made. It ends only where the register lets it end without an event.
 */
export function initialUnits(register: Register): RegisterPeriod[] {
  const made = new Set(register.events.map(({ newKey, day }) => `${newKey ?? ''} ${day}`));
  const ends = new Set(register.events.map(({ oldKey, day }) => `${oldKey ?? ''} ${day}`));
  return [...lives(register)]
    .filter(([key, [first]]) => !made.has(`${key} ${first?.period.from ?? ''}`))
    .map(([key, periods]) => {
      const [first] = periods as [RegisterPeriod];
      const last = periods.at(-1) ?? first;
      const to = last.period.to !== null && !ends.has(`${key} ${last.period.to}`) ? last.period.to : null;
      return { ...first, period: { from: first.period.from, to } };
    });
}

/** The reorganisations of the register, earliest first, as changes between keys. */
export function packagesOf(register: Register): RegisterPackage[] {
  const periodsOf = lives(register);
  const days = [...new Set(register.events.map(({ day }) => day))].sort();
  return days.map((day) => {
    const beginning = (key: string): number =>
      (periodsOf.get(key) ?? []).findIndex((candidate) => candidate.period.from === day);
    const began = (key: string): RegisterPeriod => {
      const period = periodsOf.get(key)?.[beginning(key)];
      if (!period) throw new Error(`The register has no period of ${key} from ${day}`);
      return period;
    };
    const changes: RegisterChange[] = [];
    const merged = new Map<string, { parts: Part[]; instruments: Set<string> }>();
    const patched = new Map<string, Set<string>>();
    for (const { change, oldKey, newKey, extent, instrument } of register.events.filter((event) => event.day === day)) {
      const remains = oldKey !== null && (periodsOf.get(oldKey)?.some(({ period }) => holds(period, day)) ?? false);
      const instruments = [instrument];
      if (oldKey !== null && oldKey === newKey)
        patched.set(oldKey, (patched.get(oldKey) ?? new Set<string>()).add(instrument));
      else if (newKey === null) {
        const unit = oldKey ?? '';
        changes.push({ instruments, change: { place: `${instrument}: ${unit}`, type: 'dissolve', unit } });
      } else if (oldKey === null) {
        const unit = toNewUnit(began(newKey));
        changes.push({ instruments, change: { place: `${instrument}: ${newKey}`, type: 'establish', unit } });
      } else {
        const part: Part = { unit: oldKey, extent: change === 'split' ? 'partial' : extent, lead: false, remains };
        const known = merged.get(newKey) ?? { parts: [], instruments: new Set<string>() };
        known.parts.push(part);
        known.instruments.add(instrument);
        merged.set(newKey, known);
      }
    }
    for (const [newKey, { parts: from, instruments }] of merged) {
      // Without a period that begins on the day it was there before, and goes on with what it took in.
      const into = beginning(newKey) === -1 ? newKey : toNewUnit(began(newKey));
      changes.push({ instruments: [...instruments], change: { place: newKey, type: 'merge', from, into } });
    }
    for (const [key, instruments] of patched) {
      const to = difference(periodsOf.get(key)?.[beginning(key) - 1], began(key));
      changes.push({ instruments: [...instruments], change: { place: key, type: 'reclassify', unit: key, to } });
    }
    return { day, changes };
  });
}

/** The periods of each unit of the register, earliest first. */
export function lives(register: Register): Map<string, RegisterPeriod[]> {
  const byKey = new Map<string, RegisterPeriod[]>();
  for (const period of register.periods) {
    const own = byKey.get(period.key);
    if (own) own.push(period);
    else byKey.set(period.key, [period]);
  }
  for (const own of byKey.values()) own.sort((a, b) => compareStart(a.period, b.period));
  return byKey;
}

/** What an instrument changed, and nothing else: what is recorded otherwise of the rest stays as it is recorded. */
function difference(before: RegisterPeriod | undefined, after: RegisterPeriod): Partial<UnitAttributes> {
  const { code, name, kind, parentKey } = after;
  return {
    ...(before?.code === code ? {} : { code }),
    ...(before?.name === name ? {} : { name }),
    ...(before?.kind === kind ? {} : { kind }),
    ...(before?.parentKey === parentKey ? {} : { parentId: parentKey }),
  };
}

function toNewUnit({ key, code, name, kind, level, parentKey }: RegisterPeriod): NewUnit {
  return { key, code, name, kind, level, parent: parentKey };
}
