/**
 * The tracker told a second time, as plainly as it can be: no indexes, no derived rows, every question answered
 * from everything that is believed. Time passes in stretches: periods begin and end only on FIRST_DAYS.
 */
export const FIRST_DAYS = ['2016-02-01', '2016-03-01', '2016-04-01', '2016-05-01', '2016-06-01', '2016-07-01'];

/** Stretch 0 lies before the first of FIRST_DAYS and has no beginning, the last one has no end. */
export const STRETCHES = FIRST_DAYS.length + 1;

/** Days worth writing and asking of: within stretches and on either side of where they meet. */
export const DAYS = ['2016-01-15', '2016-01-31', ...FIRST_DAYS, '2016-02-29', '2016-04-15', '2016-06-30', '2016-08-15'];

export interface Life {
  code: string;
  name: string;
  kind: string;
  level: string;
  parent: string | null;
}

/** From a stretch to one before another. */
interface Span {
  from: number;
  to: number;
}

export interface ModelRule extends Span {
  id: string;
  system: string;
  level: string;
  kind: string | null;
  set: string | null;
  within: string | null;
}

export interface ModelExemption extends Span {
  id: string;
  unit: string;
  system: string;
}

export interface ModelEntry {
  id: number;
  unit: string;
  system: string;
  stage: string;
  day: string;
  dated: string;
  dueOn: string | null;
  retracted: boolean;
}

/** What is believed. A unit's life in each stretch; stretches of one period share one object. */
export interface World {
  systems: string[];
  units: Record<string, (Life | null)[]>;
  members: (Span & { set: string; unit: string })[];
  rules: ModelRule[];
  exemptions: ModelExemption[];
  entries: ModelEntry[];
  /** The stage that follows from predecessors, where there are any. */
  inherited?: (unit: string, system: string, day: string) => string | null;
}

export interface ModelState {
  stage: string | null;
  since: string | null;
  dated: string | null;
  entryId: number | null;
  lastConfirmedOn: string | null;
  plan: { entryId: number; plannedOn: string; dueOn: string | null } | null;
}

export interface ModelFigure {
  covered: number;
  eligible: number | null;
  missing: number;
  unknown: number;
  exempt: number;
  outside: number;
  ratio: number | null;
}

export interface CoverageAsked {
  asOf: string;
  groupBy: readonly string[];
  within?: readonly string[];
  level?: string;
  kind?: string;
  stages: readonly string[];
}

export function stretchOf(day: string): number {
  return FIRST_DAYS.filter((first) => first <= day).length;
}

/** The first day of a stretch as a bound; none where it has no beginning. */
export function bound(name: string, at: number): Record<string, string> {
  const first = FIRST_DAYS[at - 1];
  return first === undefined ? {} : { [name]: first };
}

/** The days of a span as they are sent. */
export function bounds({ from, to }: { from: number; to: number }): Record<string, string> {
  return { ...bound('validFrom', from), ...(to < STRETCHES ? bound('validTo', to) : {}) };
}

export function holdsIn({ from, to }: Span, stretch: number): boolean {
  return from <= stretch && stretch < to;
}

export function share(a: Span, b: Span): boolean {
  return Math.max(a.from, b.from) < Math.min(a.to, b.to);
}

/** Everybody of a day. */
export function unitsOn(world: World, day: string): Map<string, Life> {
  const stretch = stretchOf(day);
  return new Map(
    Object.entries(world.units).flatMap(([id, life]): [string, Life][] => {
      const now = life[stretch];
      return now ? [[id, now]] : [];
    }),
  );
}

/** The unit, its parent, the parent's parent… */
export function lineOf(units: ReadonlyMap<string, Life>, id: string): string[] {
  const life = units.get(id);
  if (!life) return [];
  return life.parent === null ? [id] : [id, ...lineOf(units, life.parent)];
}

/** True when every unit has its parent throughout and no code names two units of one day. */
export function isConsistent(world: World): boolean {
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const lives = Object.values(world.units).flatMap((life) => life[stretch] ?? []);
    if (new Set(lives.map((life) => life.code)).size < lives.length) return false;
    if (lives.some(({ parent }) => parent !== null && !world.units[parent]?.[stretch])) return false;
  }
  return true;
}

/** The starts of stages that follow from what is believed of a unit and a system. */
export function startsOf(world: World, unit: string, system: string): { day: string; entry: ModelEntry }[] {
  const starts: { day: string; entry: ModelEntry }[] = [];
  for (const entry of lastWords(world, unit, system)) {
    if (starts.at(-1)?.entry.stage !== entry.stage) starts.push({ day: entry.day, entry });
  }
  return starts;
}

/** Of every day on which something was stated, the last that was recorded of it. */
function lastWords(world: World, unit: string, system: string): ModelEntry[] {
  const said = world.entries.filter(
    (entry) => entry.unit === unit && entry.system === system && !entry.retracted && entry.stage !== 'planned',
  );
  const overruled = (entry: ModelEntry) => said.some((other) => other.day === entry.day && other.id > entry.id);
  return said.filter((entry) => !overruled(entry)).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Stage and plan on a day; null where there is neither. */
export function stateOn(world: World, unit: string, system: string, asOf: string): ModelState | null {
  const starts = startsOf(world, unit, system).filter(({ day }) => day <= asOf);
  const last = starts.at(-1);
  const [plan] = world.entries
    .filter((entry) => entry.unit === unit && entry.system === system && !entry.retracted && entry.stage === 'planned')
    .filter(({ day }) => day <= asOf)
    .sort((a, b) => (a.day === b.day ? b.id - a.id : a.day < b.day ? 1 : -1));
  const open = !last || last.entry.stage === 'none' || last.entry.stage === 'retired';
  const fulfilled = plan && starts.some(({ day, entry }) => entry.stage === 'live' && day >= plan.day);
  const shown = plan && open && !fulfilled ? { entryId: plan.id, plannedOn: plan.day, dueOn: plan.dueOn } : null;
  if (!last && !shown) return null;
  const confirmed = lastWords(world, unit, system).filter(({ day }) => day <= asOf);
  return {
    stage: last?.entry.stage ?? null,
    since: last?.day ?? null,
    dated: last?.entry.dated ?? null,
    entryId: last?.entry.id ?? null,
    lastConfirmedOn: confirmed.at(-1)?.day ?? null,
    plan: shown,
  };
}

type Obligation = 'required' | 'exempt' | 'not-required' | 'unspoken';

export function obligationOf(world: World, unit: string, system: string, asOf: string): Obligation {
  const stretch = stretchOf(asOf);
  const units = unitsOn(world, asOf);
  const life = units.get(unit);
  const speaking = world.rules.filter(
    (rule) =>
      rule.system === system &&
      holdsIn(rule, stretch) &&
      rule.level === life?.level &&
      (rule.within === null || lineOf(units, unit).includes(rule.within)),
  );
  if (speaking.length === 0) return 'unspoken';
  const isMember = (set: string) =>
    world.members.some((member) => member.set === set && member.unit === unit && holdsIn(member, stretch));
  const named = speaking.some(
    ({ kind, set }) => (kind === null || kind === life?.kind) && (set === null || isMember(set)),
  );
  if (!named) return 'not-required';
  const letOff = world.exemptions.some(
    (exemption) => exemption.unit === unit && exemption.system === system && holdsIn(exemption, stretch),
  );
  return letOff ? 'exempt' : 'required';
}

/** One unit and one system of the day. */
export interface Standing {
  unit: string;
  system: string;
  life: Life;
  obligation: Obligation;
  stage: string | null;
  counts: boolean;
}

/** Everybody asked about with every system, or null where a unit of the scope is not there that day. */
export function standings(world: World, asked: CoverageAsked): Standing[] | null {
  const { asOf, within, level, kind, stages } = asked;
  const units = unitsOn(world, asOf);
  if (within?.some((top) => !units.has(top))) return null;
  const inScope = [...units].filter(
    ([id, life]) =>
      (level ?? life.level) === life.level &&
      (kind ?? life.kind) === life.kind &&
      (!within || lineOf(units, id).some((above) => within.includes(above))),
  );
  return world.systems.flatMap((system) =>
    inScope.map(([unit, life]) => {
      const stage = stateOn(world, unit, system, asOf)?.stage ?? world.inherited?.(unit, system, asOf) ?? null;
      const obligation = obligationOf(world, unit, system, asOf);
      return { unit, system, life, obligation, stage, counts: stage !== null && stages.includes(stage) };
    }),
  );
}

/** Whether a unit stands in a list of a figure. */
export function isListed({ obligation, stage, counts }: Standing, list: string): boolean {
  const required = obligation === 'required';
  if (list === 'covered') return counts && (required || obligation === 'unspoken');
  if (list === 'missing') return required && stage !== null && !counts;
  if (list === 'unknown') return required && stage === null;
  if (list === 'exempt') return obligation === 'exempt';
  return counts && (obligation === 'exempt' || obligation === 'not-required');
}

/** The figures of every group of which there is something to say, by the names of what it is of. */
export function figuresOf(world: World, asked: CoverageAsked, all: readonly Standing[]): Map<string, ModelFigure> {
  const units = unitsOn(world, asked.asOf);
  const groups = new Map<string, Standing[]>();
  for (const standing of all) {
    const { obligation, stage, system, unit, life } = standing;
    if (stage === null && obligation !== 'required' && obligation !== 'exempt') continue;
    const district = lineOf(units, unit).find((above) => units.get(above)?.level === 'district');
    const names: Record<string, string> = {
      system,
      level: life.level,
      kind: life.kind,
      parent: life.parent ?? 'none',
      district: district ?? 'none',
    };
    const name = asked.groupBy.map((dimension) => names[dimension]).join(' ');
    groups.set(name, [...(groups.get(name) ?? []), standing]);
  }
  return new Map([...groups].map(([name, group]) => [name, countOf(group)]));
}

function countOf(group: readonly Standing[]): ModelFigure {
  const count = (list: string) => group.filter((standing) => isListed(standing, list)).length;
  const stated = !group.some(({ obligation, counts }) => obligation === 'unspoken' && counts);
  const eligible = stated ? group.filter(({ obligation }) => obligation === 'required').length : null;
  const covered = count('covered');
  const unknown = count('unknown');
  return {
    covered,
    eligible,
    missing: count('missing'),
    unknown,
    exempt: count('exempt'),
    outside: count('outside'),
    ratio: eligible === null || eligible === 0 || unknown === eligible ? null : covered / eligible,
  };
}
