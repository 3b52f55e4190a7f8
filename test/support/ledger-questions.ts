import fc from 'fast-check';
import * as model from './ledger-model.js';
import { DAYS, FIRST_DAYS, type World } from './ledger-model.js';

/** A question to the service (fast-check prints it by its query), and how its answer is told in the model's words. */
export interface Question {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the model answers; null where it refuses the question, undefined where it has no opinion. */
  readonly expected?: (world: World) => unknown;
  /** The same from the service's answer, in which units go by their keys. */
  readonly told?: (answer: any) => unknown;
  readonly [fc.toStringMethod]?: () => string;
}

const LISTS = ['covered', 'missing', 'unknown', 'exempt', 'outside'];
const GROUPINGS = [
  'system',
  'system,level',
  'system,kind',
  'system,district',
  'system,parent',
  'level',
  'system,level,district',
];

const asOf = fc.constantFrom(...DAYS);
const within = fc.constantFrom<string[] | null>(null, null, ['D1'], ['D2'], ['D3'], ['A', 'D1'], ['P']);

/** Leaves out what is not asked for. */
function given(query: Record<string, string | undefined | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

const coverage = fc
  .record({
    asOf,
    within,
    groupBy: fc.constantFrom(...GROUPINGS),
    level: fc.constantFrom(undefined, undefined, undefined, 'commune'),
    kind: fc.constantFrom(undefined, undefined, undefined, 'xã'),
    stages: fc.constantFrom('live', 'live', 'pilot,live'),
  })
  .map(({ within, ...query }): Question => {
    const groupBy = query.groupBy.split(',');
    const asked = { ...query, groupBy, stages: query.stages.split(','), ...(within ? { within } : {}) };
    return {
      path: '/coverage',
      query: given({ ...query, within: within?.join(',') }),
      expected: (world) => {
        const all = model.standings(world, asked);
        if (!all) return null;
        return {
          rows: model.figuresOf(world, asked, all),
          totals: model.figuresOf(world, { ...asked, groupBy: ['system'] }, all),
        };
      },
      told: ({ rows, totals }) => ({ rows: figures(rows, groupBy), totals: figures(totals, ['system']) }),
    };
  });

/** Figures by the names of what they are of. */
export function figures(rows: any[], groupBy: readonly string[]): Map<string, unknown> {
  const nameOf = (row: any) => groupBy.map((dimension) => nameIn(row[dimension])).join(' ');
  return new Map(
    rows.map((row) => {
      const { covered, eligible, missing, unknown, exempt, outside, ratio } = row;
      return [nameOf(row), { covered, eligible, missing, unknown, exempt, outside, ratio }];
    }),
  );
}

function nameIn(value: any): string {
  return typeof value === 'string' ? value : (value?.id ?? 'none');
}

const list = fc
  .record({ asOf, within, system: fc.constantFrom('desk', 'sign', 'web'), list: fc.constantFrom(...LISTS) })
  .map(({ within, ...query }): Question => ({
    path: '/coverage/units',
    query: given({ ...query, within: within?.join(',') }),
    expected: (world) => {
      const asked = { asOf: query.asOf, groupBy: [], stages: ['live'], ...(within ? { within } : {}) };
      const listed = model
        .standings(world, asked)
        ?.filter((standing) => standing.system === query.system && model.isListed(standing, query.list));
      return listed ? listed.map(({ unit, stage }) => ({ unit, stage })).sort(byUnit) : null;
    },
    told: ({ items }) => items.map((item: any) => ({ unit: item.unit.id, stage: item.stage })).sort(byUnit),
  }));

const byUnit = (a: { unit: string }, b: { unit: string }) => (a.unit < b.unit ? -1 : 1);

const units = fc.record({ asOf, within }).map(({ asOf, within }): Question => ({
  path: '/units',
  query: given({ asOf, within: within?.join(',') }),
  expected: (world) => {
    const all = model.unitsOn(world, asOf);
    if (within?.some((top) => !all.has(top))) return null;
    const inside = [...all].filter(([id]) => !within || model.lineOf(all, id).some((above) => within.includes(above)));
    return new Map(inside);
  },
  told: ({ items }) =>
    new Map(
      items.map(({ id, code, name, kind, level, parent }: any) => [
        id,
        { code, name, kind, level, parent: parent?.id ?? null },
      ]),
    ),
}));

const states = asOf.map((asOf): Question => ({
  path: '/deployments',
  query: { asOf },
  expected: (world) => {
    const told = new Map<string, unknown>();
    for (const unit of model.unitsOn(world, asOf).keys()) {
      for (const system of world.systems) {
        const state = model.stateOn(world, unit, system, asOf);
        if (state) told.set(`${unit} ${system}`, state);
      }
    }
    return told;
  },
  told: ({ items }) => new Map(items.map((item: any) => [`${item.unit.id} ${item.system}`, stateOf(item)] as const)),
}));

function stateOf({ stage, since, dated, entryId, lastConfirmedOn, plan }: any): model.ModelState {
  return { stage, since, dated, entryId, lastConfirmedOn, plan };
}

const exemptions = asOf.map((asOf): Question => ({
  path: '/exemptions',
  query: { asOf },
  expected: (world) =>
    world.exemptions
      .map(({ id, unit, system, from, to }) => ({
        id,
        unitId: unit,
        system,
        validFrom: FIRST_DAYS[from - 1] ?? null,
        validTo: FIRST_DAYS[to - 1] ?? null,
      }))
      .sort(byId),
  told: ({ items }) =>
    items
      .map(({ id, unitId, system, validFrom, validTo }: any) => ({ id, unitId, system, validFrom, validTo }))
      .sort(byId),
}));

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Answers that must only stay what they were. */
const others = fc.oneof(
  asOf.map((asOf): Question => ({ path: '/deployments/history', query: { asOf, system: 'desk' } })),
  asOf.map((asOf): Question => ({ path: '/systems/sign/applicability', query: { asOf } })),
  fc.constant<Question>({ path: '/coverage/trend', query: { from: '2016-01-01', to: '2016-08-31' } }),
);

function printed(questions: fc.Arbitrary<Question>): fc.Arbitrary<Question> {
  return questions.map((question) => ({
    ...question,
    [fc.toStringMethod]: () => `${question.path}?${new URLSearchParams(question.query).toString()}`,
  }));
}

export const anyQuestion = printed(
  fc.oneof(
    { weight: 6, arbitrary: coverage },
    { weight: 2, arbitrary: list },
    { weight: 2, arbitrary: units },
    { weight: 2, arbitrary: states },
    { weight: 1, arbitrary: exemptions },
    { weight: 1, arbitrary: others },
  ),
);

/** Of figures and the units behind them. */
export const figureQuestion = printed(
  fc.oneof(
    { weight: 6, arbitrary: coverage },
    { weight: 2, arbitrary: list },
    { weight: 2, arbitrary: units },
    { weight: 1, arbitrary: others },
  ),
);
