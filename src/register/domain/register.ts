import { type LocalDate } from '../../kernel/local-date.js';
import { addDays } from '../../kernel/local-date.js';
import { holds, type Period } from '../../kernel/period.js';
import { type Change, type Extent, type NewUnit, type Part } from '../../units/domain/reorganisation.js';
import { type Level } from '../../units/domain/unit.js';

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

/** A package of the register: all that happened on one day. */
export interface RegisterPackage {
  readonly day: LocalDate;
  readonly instruments: readonly string[];
  readonly changes: readonly Change[];
  /** Keys of the units that cease to be as they were: they must exist on the eve. */
  readonly predecessors: readonly string[];
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
    const events = register.events.filter((event) => event.day === day);
    const instruments = [...new Set(events.map(({ instrument }) => instrument))];
    const began = (key: string): RegisterPeriod => {
      const period = periodsOf.get(key)?.find((candidate) => candidate.period.from === day);
      if (!period) throw new Error(`The register has no period of ${key} from ${day}`);
      return period;
    };
    const changes: Change[] = [];
    const predecessors = new Set(events.flatMap(({ oldKey }) => oldKey ?? []));

    const merged = new Map<string, Part[]>();
    const patched = new Set<string>();
    for (const { change, oldKey, newKey, extent, instrument } of events) {
      const remains = oldKey !== null && (periodsOf.get(oldKey)?.some(({ period }) => holds(period, day)) ?? false);
      if (oldKey !== null && oldKey === newKey) patched.add(oldKey);
      else if (newKey === null)
        changes.push({ place: `${instrument}: ${oldKey ?? ''}`, type: 'dissolve', unit: oldKey ?? '' });
      else if (oldKey === null)
        changes.push({ place: `${instrument}: ${newKey}`, type: 'establish', unit: toNewUnit(began(newKey)) });
      else {
        const part: Part = { unit: oldKey, extent: change === 'split' ? 'partial' : extent, lead: false, remains };
        merged.set(newKey, [...(merged.get(newKey) ?? []), part]);
      }
    }
    for (const [newKey, from] of merged) {
      // Without a period that begins on the day it was there before, and goes on with what it took in.
      const isNew = periodsOf.get(newKey)?.some(({ period }) => period.from === day) ?? false;
      changes.push({ place: newKey, type: 'merge', from, into: isNew ? toNewUnit(began(newKey)) : newKey });
    }
    for (const key of patched) {
      const { code, name, kind, parentKey } = began(key);
      changes.push({ place: key, type: 'reclassify', unit: key, to: { code, name, kind, parentId: parentKey } });
    }
    return { day, instruments, changes, predecessors: [...predecessors] };
  });
}

/** A day on which the unit bears the attributes of its period: the last one, or `today` if it goes on. */
export function probeDay({ period }: Pick<RegisterPeriod, 'period'>, today: LocalDate): LocalDate {
  return period.to === null ? today : addDays(period.to, -1);
}

function lives(register: Register): Map<string, RegisterPeriod[]> {
  const byKey = new Map<string, RegisterPeriod[]>();
  for (const period of register.periods) {
    const own = byKey.get(period.key);
    if (own) own.push(period);
    else byKey.set(period.key, [period]);
  }
  for (const own of byKey.values()) own.sort((a, b) => ((a.period.from ?? '') < (b.period.from ?? '') ? -1 : 1));
  return byKey;
}

function toNewUnit({ key, code, name, kind, level, parentKey }: RegisterPeriod): NewUnit {
  return { key, code, name, kind, level, parent: parentKey };
}
