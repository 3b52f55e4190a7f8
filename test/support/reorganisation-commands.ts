import fc from 'fast-check';
import { bounds, DAYS, FIRST_DAYS, type ModelEntry, share, STRETCHES, stretchOf } from './ledger-model.js';
import { STAGES } from './ledger-commands.js';
import {
  type Change,
  lifeIn,
  type Realm,
  reorganise,
  stranded,
  type Target,
  undo,
  unitsIn,
} from './reorganisation-model.js';
import { changeOf, changeDraft } from './reorganisation-drafts.js';

/** What a case may write. `after` is what the model believes then, null where it expects a refusal. */
export interface Attempt {
  readonly url: string;
  readonly body: object;
  readonly after: ((answer: any) => Realm) | null;
  /** Of a package: it can be previewed. */
  readonly stretch?: number;
}

export type Command = { readonly what: string } & ((realm: Realm, ids: Ids) => Attempt);
export type Ids = Readonly<Record<string, string>>;

const NOBODY = '00000000-0000-4000-8000-000000000000';
const nth = fc.nat({ max: 60 });
const day = fc.constantFrom(...DAYS);
const system = fc.constantFrom('desk', 'sign', 'meet', 'web');
const stage = fc.constantFrom('live', 'live', 'live', 'live', 'none', 'pilot', ...STAGES);

function command(what: string, said: unknown, attempt: (realm: Realm, ids: Ids) => Attempt): Command {
  const told = `${what} ${JSON.stringify(said)}`;
  return Object.assign(attempt, { what, toString: () => told });
}

export const pick = <T>(of: readonly T[], place: number): T | undefined => of[place % Math.max(of.length, 1)];

/** The realm with something else in it. */
const having = (realm: Realm, change: (copy: Realm) => void): Realm => {
  const copy = structuredClone(realm);
  change(copy);
  return copy;
};

/** Index of a believed package, counted from the latest; of any, where there are not so many. */
function fromLatest({ packages }: Realm, back: number): number {
  const believed = [...packages.keys()].filter((index) => packages[index]?.undone === false);
  return believed.at(-1 - back) ?? packages.length - 1;
}

const reorganisation = fc
  .record({
    nth: fc.integer({ min: 1, max: STRETCHES - 1 }),
    /** Later than those before it where that can be, so that chains come about. */
    onward: fc.boolean(),
    drafts: fc.oneof(
      { weight: 3, arbitrary: fc.array(changeDraft, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(changeDraft, { minLength: 2, maxLength: 3 }) },
    ),
  })
  .map(({ nth, onward, drafts }) =>
    command('reorganisation', { nth, onward, drafts }, (realm, ids): Attempt => {
      const latest = Math.max(0, ...realm.packages.map((it) => (it.undone ? 0 : it.stretch)));
      const stretch = onward && latest < STRETCHES - 1 ? latest + 1 : nth;
      const changes: Change[] = [];
      for (const draft of drafts) changes.push(changeOf(draft, realm, stretch, changes));
      return { ...packageOf(stretch, changes, ids), ...believing(realm, stretch, changes) };
    }),
  );

function believing(realm: Realm, stretch: number, changes: readonly Change[]): Pick<Attempt, 'after' | 'stretch'> {
  const after = reorganise(realm, stretch, changes);
  const named = (answer: any) =>
    having(after as Realm, (copy) => {
      Object.assign(copy.packages.at(-1) as object, { id: answer.id });
    });
  return { stretch, after: after && named };
}

function packageOf(stretch: number, changes: readonly Change[], ids: Ids): Pick<Attempt, 'url' | 'body'> {
  const id = (key: string) => ids[key] ?? key;
  const lifeOf = ({ parent, ...life }: { parent?: string | null }) => ({
    ...life,
    ...(parent ? { parent: id(parent) } : {}),
  });
  const into = (targets: Target[]) =>
    targets.map((target) =>
      typeof target === 'string' ? { unit: id(target) } : { key: target.key, ...lifeOf(target.life) },
    );
  const told = changes.map((change) => ({
    type: change.type,
    ...('unit' in change ? { unit: id(change.unit) } : {}),
    ...('to' in change ? lifeOf(change.to) : {}),
    ...('from' in change ? { from: change.from.map((part) => ({ ...part, unit: id(part.unit) })) } : {}),
    ...('into' in change ? { into: into(change.into) } : {}),
    ...('remains' in change ? { remains: change.remains } : {}),
  }));
  return {
    url: '/reorganisations',
    body: { effectiveOn: FIRST_DAYS[stretch - 1], instruments: [{ number: '1/NQ', changes: told }] },
  };
}

/** Mostly one that is believed, counted from the latest, on which the least rests. */
const undoOf = (back: number): Command =>
  command('undo', back, (realm): Attempt => {
    const index = fromLatest(realm, back);
    const after = undo(realm, index);
    const id = realm.packages[index]?.id ?? NOBODY;
    return { url: `/reorganisations/${id}/undo`, body: { reason: 'nhầm' }, after: after && (() => after) };
  });

const decision = fc
  .record({ back: fc.nat({ max: 3 }), nth, system, mask: fc.nat({ max: 15 }), stranger: fc.nat({ max: 9 }) })
  .map((said) =>
    command('decision', said, (realm, ids): Attempt => {
      const { back, mask, system } = said;
      const by = fromLatest(realm, back);
      const edges = realm.edges.filter((edge) => edge.by === by);
      const successor = pick(edges, said.nth)?.successor ?? 'C1';
      const own = edges.filter((edge) => edge.successor === successor).map(({ predecessor }) => predecessor);
      const predecessors = own.filter((_, index) => mask & (1 << index));
      if (said.stranger === 0) predecessors.push('P');
      const after = having(realm, ({ decisions }) => {
        const rest = decisions.filter(
          (other) => other.by !== by || other.successor !== successor || other.system !== system,
        );
        decisions.splice(0, Infinity, ...rest, { by, successor, system, predecessors });
      });
      // That nobody knows is said by naming none.
      const named = predecessors.length === 0 ? {} : { predecessors: predecessors.map((key) => ids[key]) };
      return {
        url: `/reorganisations/${realm.packages[by]?.id ?? NOBODY}/decisions`,
        body: { successor: ids[successor], system, ...named, reason: 'chọn' },
        after: edges.length > 0 && said.stranger !== 0 ? () => after : null,
      };
    }),
  );

const entryDraft = fc.record({
  nth,
  unborn: fc.nat({ max: 9 }),
  system,
  stage,
  day,
  dated: fc.constantFrom('on', 'by'),
});
type EntryDraft = typeof entryDraft extends fc.Arbitrary<infer T> ? T : never;

/** The entry that is meant, mostly of a unit that is there. */
function entryOf({ nth: place, unborn, ...rest }: EntryDraft, realm: Realm) {
  const there = unitsIn(realm, stretchOf(rest.day)).filter((key) => key !== 'P');
  const ever = [...new Set(realm.pieces.map(({ unit }) => unit))].sort();
  return { ...rest, unit: pick(unborn === 0 ? ever : there, place) ?? 'P' };
}

type Meant = Pick<ModelEntry, 'unit' | 'system' | 'stage' | 'day' | 'dated'>;

function entered(what: string, said: unknown, meantIn: (realm: Realm) => Meant[]): Command {
  return command(what, said, (realm, ids): Attempt => {
    const meant = meantIn(realm);
    const sent = meant.map(({ unit, day, ...rest }) => ({ ...rest, unit: ids[unit], effectiveOn: day }));
    const known = (answer: any) =>
      having(realm, (copy) => {
        for (const [index, one] of meant.entries())
          copy.entries.push({ ...one, id: answer.entries[index].id, dueOn: null, retracted: false });
      });
    const allowed = meant.every(({ unit, day }) => lifeIn(realm, unit, stretchOf(day)));
    return { url: '/deployments/batch', body: { entries: sent }, after: allowed ? known : null };
  });
}

const entries = fc
  .array(entryDraft, { minLength: 1, maxLength: 3 })
  .map((drafts) => entered('entries', drafts, (realm) => drafts.map((draft) => entryOf(draft, realm))));

const retraction = nth.map((place) =>
  command('retraction', place, (realm): Attempt => {
    const wrong = pick(realm.entries, place);
    const after = having(realm, (copy) => {
      for (const entry of copy.entries) entry.retracted ||= entry.id === wrong?.id;
    });
    return {
      url: `/deployments/${wrong?.id ?? 0}/retraction`,
      body: { reason: 'nhầm' },
      after: wrong && !wrong.retracted ? () => after : null,
    };
  }),
);

const span = fc
  .tuple(fc.constantFrom(1, 1, 1, 2, 3, 5), fc.constantFrom(1, 3, STRETCHES))
  .map(([from, length]) => ({ from, to: Math.min(from + length, STRETCHES) }));

const exemption = fc.record({ nth, system, span }).map((said) =>
  command('exemption', said, (realm, ids): Attempt => {
    const unit = pick(unitsIn(realm, said.span.from), said.nth) ?? 'P';
    const made = { unit, system: said.system, ...said.span };
    const twin = realm.exemptions.some(
      (other) => other.unit === unit && other.system === made.system && share(other, made),
    );
    const known = ({ id }: any) => having(realm, ({ exemptions }) => exemptions.push({ ...made, id }));
    const body = { unit: ids[unit], system: made.system, ...bounds(made), reason: 'xa', grantedBy: 'UBND tỉnh' };
    return { url: '/exemptions', body, after: twin ? null : known };
  }),
);

const withdrawnExemption = nth.map((place) =>
  command('withdrawn exemption', place, (realm): Attempt => {
    const it = pick(realm.exemptions, place);
    const after = having(realm, (copy) => {
      copy.exemptions = copy.exemptions.filter(({ id }) => id !== it?.id);
    });
    const url = `/exemptions/${it?.id ?? 'none'}/retraction`;
    return { url, body: { reason: 'nhầm' }, after: it ? () => after : null };
  }),
);

/** `after` needs the history as it is then: the answer only counts what was moved. */
const moved = fc.constant(
  command('moved entries', {}, (realm): Attempt => {
    const movable = stranded(realm).filter(({ successor }) => successor !== null);
    const known = ({ moved: count, left, history }: any) =>
      having(realm, (copy) => {
        if (count !== movable.length || left !== stranded(realm).length - count) throw new Error('Moved otherwise');
        for (const { id, successor } of movable) {
          const old = copy.entries.find((entry) => entry.id === id);
          const { replacementId } = history.find((entry: any) => entry.id === id).retraction;
          if (!old) continue;
          old.retracted = true;
          copy.entries.push({ ...old, id: replacementId, unit: successor as string, retracted: false });
        }
      });
    return { url: '/deployments/stranded/move', body: { reason: 'sáp nhập' }, after: known };
  }),
);

/** What everybody says on one of the first days: stages are dealt out one after the other, with gaps. */
const census = fc
  .record({
    day: fc.constantFrom('2016-01-15', '2016-01-15', '2016-02-15'),
    // Somebody says something: a batch without entries is refused.
    stages: fc
      .tuple(stage, fc.array(fc.option(stage, { freq: 6 }), { minLength: 10, maxLength: 22 }))
      .map(([first, others]) => [first, ...others]),
  })
  .map(({ day, stages }) =>
    entered('census', { day, stages }, (realm) =>
      unitsIn(realm, stretchOf(day))
        .flatMap((unit) => Object.keys(realm.systems).map((system) => ({ unit, system })))
        .flatMap((pair, index) => {
          const said = stages[index % stages.length];
          return said ? [{ ...pair, stage: said, day, dated: 'on' }] : [];
        }),
    ),
  );

/** A ledger to begin with, then writes of every kind, and undoes of the latest packages left. */
export function commands(length: { minLength: number; maxLength: number }): fc.Arbitrary<Command[]> {
  const any = fc.oneof(
    { weight: 11, arbitrary: reorganisation },
    { weight: 2, arbitrary: fc.nat({ max: 6 }).map(undoOf) },
    { weight: 2, arbitrary: decision },
    { weight: 3, arbitrary: entries },
    { weight: 1, arbitrary: retraction },
    { weight: 3, arbitrary: exemption },
    { weight: 2, arbitrary: withdrawnExemption },
    { weight: 1, arbitrary: moved },
  );
  return fc
    .tuple(census, fc.array(any, { ...length, size: 'max' }), fc.nat({ max: 3 }))
    .map(([first, rest, undoes]) => [first, ...rest, ...Array.from({ length: undoes }, () => undoOf(0))]);
}
