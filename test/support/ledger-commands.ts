import fc from 'fast-check';
import { bound, bounds, DAYS, FIRST_DAYS, isConsistent, type Life, share, STRETCHES } from './ledger-model.js';
import { stretchOf, unitsOn, type World } from './ledger-model.js';

/** What a case may write, and what the model makes of it. Units go by their keys, `ids` knows what they are called. */
export interface Write {
  readonly request: { method: 'POST' | 'PATCH'; url: string; body: object };
  readonly allowed: boolean;
  /** Lets the model believe it; `answer` is what the service answered. */
  readonly believe: (answer: any) => void;
}

export type Command = { readonly what: string } & ((world: World, ids: Ids) => Write);
export type Ids = Readonly<Record<string, string>>;

export const STAGES = ['none', 'preparing', 'pilot', 'live', 'suspended', 'retired'];

const UNITS = ['A', 'B', 'D1', 'D2', 'D3', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'];
const KINDS: Readonly<Record<string, string[]>> = {
  department: ['sở', 'ban'],
  district: ['huyện', 'thị xã'],
  commune: ['xã', 'phường'],
};

const day = fc.constantFrom(...DAYS);
const stretch = fc.integer({ min: 0, max: STRETCHES - 1 });
const place = fc.nat({ max: 60 });
const system = fc.constantFrom('desk', 'desk', 'sign', 'web');
const often = fc.constantFrom('desk', 'desk', 'sign');
const period = fc
  .tuple(stretch, fc.integer({ min: 0, max: 4 }))
  .map(([from, length]) => ({ from, to: Math.min(Math.max(from + length, 1), STRETCHES) }));

const draft = fc.record({
  unit: fc.constantFrom('C1', 'C1', 'C1', 'C2', 'C2', ...UNITS),
  system,
  stage: fc.constantFrom('live', 'live', 'planned', ...STAGES),
  effectiveOn: day,
  dated: fc.constantFrom('on', 'by'),
  due: fc.boolean(),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const attributes = fc.record(
  {
    name: fc.constantFrom('Đông Hoà', 'Tây Hoà', 'Tân Lập'),
    kind: fc.nat({ max: 1 }),
    parent: fc.constantFrom('D1', 'D2', 'D3'),
    code: fc.constantFrom('N1', 'N2', 'C5', 'C6'),
  },
  { requiredKeys: [] },
);
type Attributes = typeof attributes extends fc.Arbitrary<infer T> ? T : never;

function command(what: string, write: (world: World, ids: Ids) => Write): Command {
  return Object.assign(write, { what, toString: () => what });
}

const post = (url: string, body: object): Write['request'] => ({ method: 'POST', url, body });
const patch = (url: string, body: object): Write['request'] => ({ method: 'PATCH', url, body });

function entryOf({ unit, system, stage, effectiveOn, dated, due }: Draft, ids: Ids): object {
  const dueOn = stage === 'planned' && due ? { dueOn: '2016-12-31' } : {};
  return { unit: ids[unit], system, stage, effectiveOn, dated, ...dueOn };
}

const isThere = (world: World, { unit, effectiveOn }: Draft) => unitsOn(world, effectiveOn).has(unit);

function enter(world: World, { unit, system, stage, effectiveOn, dated, due }: Draft, id: number): void {
  const dueOn = stage === 'planned' && due ? '2016-12-31' : null;
  world.entries.push({ id, unit, system, stage, day: effectiveOn, dated, dueOn, retracted: false });
}

const entry = draft.map((one) =>
  command(`entry ${JSON.stringify(one)}`, (world, ids) => ({
    request: post('/deployments', entryOf(one, ids)),
    allowed: isThere(world, one),
    believe: (answer) => {
      enter(world, one, answer.id);
    },
  })),
);

const batch = fc.array(draft, { minLength: 1, maxLength: 5 }).map((drafts) =>
  command(`batch ${JSON.stringify(drafts)}`, (world, ids) => ({
    request: post('/deployments/batch', { entries: drafts.map((one) => entryOf(one, ids)) }),
    allowed: drafts.every((one) => isThere(world, one)),
    believe: (answer) => {
      for (const [index, one] of drafts.entries()) enter(world, one, answer.entries[index].id);
    },
  })),
);

const retraction = fc.tuple(place, fc.option(draft)).map(([nth, replacement]) =>
  command(
    replacement ? `correction ${nth} ${JSON.stringify(replacement)}` : `retraction ${nth}`,
    (world, ids): Write => {
      const wrong = world.entries[nth % Math.max(world.entries.length, 1)];
      const body = { reason: 'nhầm', ...(replacement ? { replacement: entryOf(replacement, ids) } : {}) };
      return {
        request: post(`/deployments/${wrong?.id ?? 0}/retraction`, body),
        allowed: wrong !== undefined && !wrong.retracted && (replacement === null || isThere(world, replacement)),
        believe: (answer) => {
          if (wrong) wrong.retracted = true;
          if (replacement) enter(world, replacement, answer.replacement.id);
        },
      };
    },
  ),
);

const exemption = fc
  .record({ unit: fc.constantFrom('C1', 'C1', 'C2', 'C5', 'A'), system: often, period, reach: fc.nat({ max: 3 }) })
  .map((made) =>
    command(`exemption ${JSON.stringify(made)}`, (world, ids): Write => {
      const { unit, system } = made;
      const span = { from: Math.max(1, made.period.from), to: made.reach === 0 ? STRETCHES : made.period.to };
      const twin = world.exemptions.some(
        (other) => other.unit === unit && other.system === system && share(other, span),
      );
      const unitIsThere = world.units[unit]?.slice(span.from, span.to).some((life) => life !== null);
      return {
        request: post('/exemptions', {
          unit: ids[unit],
          system,
          ...bounds(span),
          reason: 'xa',
          grantedBy: 'UBND tỉnh',
        }),
        allowed: span.from < span.to && unitIsThere === true && !twin,
        believe: (answer) => world.exemptions.push({ id: answer.id, unit, system, ...span }),
      };
    }),
  );

const endOfExemption = fc.tuple(place, stretch).map(([nth, at]) =>
  command(`end of exemption ${nth} ${at}`, (world): Write => {
    const it = world.exemptions[nth % Math.max(world.exemptions.length, 1)];
    const to = Math.max(1, at);
    const twin = world.exemptions.some(
      (other) =>
        other !== it && other.unit === it?.unit && other.system === it.system && share(other, { from: it.from, to }),
    );
    return {
      request: patch(`/exemptions/${it?.id ?? 'none'}`, bound('validTo', to)),
      allowed: it !== undefined && it.from < to && !twin,
      believe: () => {
        if (it) it.to = to;
      },
    };
  }),
);

const retractedExemption = place.map((nth) =>
  command(`withdrawn exemption ${nth}`, (world): Write => {
    const it = world.exemptions[nth % Math.max(world.exemptions.length, 1)];
    return {
      request: post(`/exemptions/${it?.id ?? 'none'}/retraction`, { reason: 'nhầm' }),
      allowed: it !== undefined,
      believe: () => {
        world.exemptions = world.exemptions.filter((other) => other !== it);
      },
    };
  }),
);

type Told = World['rules'][number];
const SAID = ['system', 'level', 'kind', 'set', 'within'] as const;
const sameRule = (a: Told, b: Told) => SAID.every((field) => a[field] === b[field]);

const rule = fc
  .record({
    system: often,
    level: fc.constantFrom('commune', 'commune', 'commune', 'department'),
    kind: fc.constantFrom(null, 'phường'),
    within: fc.constantFrom(null, 'D1', 'D3'),
    period,
  })
  .map(({ period: span, ...said }) =>
    command(`rule ${JSON.stringify({ ...said, ...span })}`, (world, ids): Write => {
      const { system, level, kind, within } = said;
      const told: Told = { id: '', system, level, kind, set: null, within, ...span };
      const twin = world.rules.some((other) => sameRule(other, told) && share(other, told));
      const isThere = within === null || world.units[within]?.slice(span.from, span.to).some((life) => life !== null);
      const body = { level, ...(kind ? { kind } : {}), ...(within ? { within: ids[within] } : {}), ...bounds(span) };
      return {
        request: post(`/systems/${system}/applicability`, body),
        allowed: span.from < span.to && isThere === true && !twin,
        believe: (answer) => world.rules.push({ ...told, id: answer.id }),
      };
    }),
  );

const endOfRule = fc.tuple(place, stretch).map(([nth, at]) =>
  command(`end of rule ${nth} ${at}`, (world): Write => {
    const it = world.rules[nth % world.rules.length] as Told;
    const to = Math.max(1, at);
    const twin = world.rules.some((other) => other !== it && sameRule(other, it) && share(other, { ...it, to }));
    return {
      request: patch(`/systems/${it.system}/applicability/${it.id}`, bound('validTo', to)),
      allowed: it.from < to && !twin,
      believe: () => {
        it.to = to;
      },
    };
  }),
);

/** The attributes as they are sent, and the life they make. */
function attributesOf({ kind: nth, parent, ...rest }: Attributes, life: Life, ids: Ids): { sent: object; made: Life } {
  const kind = nth === undefined ? undefined : KINDS[life.level]?.[nth];
  const given = { ...rest, ...(kind ? { kind } : {}), ...(parent && life.level === 'commune' ? { parent } : {}) };
  return {
    sent: { ...given, ...(given.parent ? { parent: ids[given.parent] } : {}) },
    made: { ...life, ...given },
  };
}

/** A change that changes nothing is refused. */
function saysSomething(sent: object): boolean {
  return Object.keys(sent).length > 0;
}

/** The write of a unit's new life, allowed if it leaves a consistent world. */
function rewriting(world: World, unit: string, life: (Life | null)[] | null, request: Write['request']): Write {
  return {
    request,
    allowed: life !== null && isConsistent({ ...world, units: { ...world.units, [unit]: life } }),
    believe: () => {
      if (life) world.units[unit] = life;
    },
  };
}

const url = (unit: string, ids: Ids) => `/units/${ids[unit] ?? ''}`;

const change = fc
  .record({ unit: fc.constantFrom(...UNITS), from: fc.integer({ min: 1, max: STRETCHES - 1 }), attributes })
  .map(({ unit, from, attributes: given }) =>
    command(`change ${JSON.stringify({ unit, from, ...given })}`, (world, ids): Write => {
      const life = world.units[unit] ?? [];
      const old = life[from];
      const { sent, made } = attributesOf(given, old ?? (life.find(Boolean) as Life), ids);
      const after = old && saysSomething(sent) ? life.map((now, at) => (now === old && at >= from ? made : now)) : null;
      return rewriting(world, unit, after, patch(url(unit, ids), { changesFrom: FIRST_DAYS[from - 1], ...sent }));
    }),
  );

const correction = fc
  .record({
    unit: fc.constantFrom('C1', 'C2', 'C5', 'C5', 'C6', 'C6', 'C6', 'D3', 'A'),
    on: day,
    attributes,
    span: fc.option(period),
  })
  .map(({ unit, on, attributes: given, span }) =>
    command(`unit correction ${JSON.stringify({ unit, on, span, ...given })}`, (world, ids): Write => {
      const life = world.units[unit] ?? [];
      const old = life[stretchOf(on)];
      const { sent, made } = attributesOf(given, old ?? (life.find(Boolean) as Life), ids);
      // What is not sent stays: no beginning and no end cannot be said in a correction.
      const said = span ? bounds(span) : {};
      const from = span && 'validFrom' in said ? span.from : life.indexOf(old ?? null);
      const to = span && 'validTo' in said ? span.to : life.lastIndexOf(old ?? null) + 1;
      const rest = life.map((now) => (now === old ? null : now));
      const free = from < to && rest.slice(from, to).every((now) => now === null);
      const after =
        old && free && saysSomething({ ...said, ...sent })
          ? rest.map((now, at) => (from <= at && at < to ? made : now))
          : null;
      return rewriting(world, unit, after, patch(url(unit, ids), { corrects: on, ...said, ...sent }));
    }),
  );

const ofEntries = fc.oneof(entry, entry, batch, retraction);
const ofExemptions = fc.oneof(exemption, exemption, endOfExemption, endOfExemption, retractedExemption, entry);
const ofRules = fc.oneof(rule, endOfRule, entry);
const ofUnits = fc.oneof(change, correction, entry);

/** Writes one after another: of every kind, or many of one kind, so that they meet. */
export function commands(length: { minLength: number; maxLength: number }): fc.Arbitrary<Command[]> {
  const many = (one: fc.Arbitrary<Command>) => fc.array(one, { ...length, size: 'max' });
  return fc.oneof(
    { weight: 2, arbitrary: many(fc.oneof(ofEntries, ofEntries, ofExemptions, ofRules, ofUnits)) },
    ...[ofEntries, ofExemptions, ofRules, ofUnits].map((one) => ({ weight: 1, arbitrary: many(one) })),
  );
}
