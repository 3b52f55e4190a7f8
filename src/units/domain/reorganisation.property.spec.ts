import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { DAYS, FIRST_DAYS, STRETCHES } from '../../../test/support/ledger-model.js';
import { changeDraft, changeOf } from '../../../test/support/reorganisation-drafts.js';
import * as model from '../../../test/support/reorganisation-model.js';
import { isHeld } from '../../../test/support/model.js';
import { anyRealm } from '../../../test/support/reorganisation-realms.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type LineageRow } from './lineage.js';
import { type Change, type NewUnit, planReorganisation } from './reorganisation.js';
import { conflictsOf, unitsRestingOn } from './reorganisation-conflicts.js';
import { type UnitPeriod } from './unit.js';

const firstDay = (stretch: number): LocalDate | null => (FIRST_DAYS[stretch - 1] ?? null) as LocalDate | null;

const toPeriod = ({ unit, from, to, life: { parent, ...life } }: model.Piece): UnitPeriod => ({
  ...{ ...(life as Pick<UnitPeriod, 'code' | 'name' | 'kind' | 'level'>), agencyCode: null, parentId: parent },
  unitId: unit,
  period: { from: firstDay(from), to: firstDay(to) },
});

const toNewUnit = (target: model.Target): NewUnit | string =>
  typeof target === 'string' ? target : ({ key: target.key, ...target.life } as NewUnit);

function toChange(change: model.Change, index: number): Change {
  const place = `changes[${index}]`;
  const into = 'into' in change ? change.into.map(toNewUnit) : [];
  switch (change.type) {
    case 'establish':
      return { place, type: change.type, unit: into[0] as NewUnit };
    case 'merge':
      return { place, type: change.type, from: change.from as never, into: into[0] as NewUnit };
    case 'split':
      return { place, type: change.type, unit: change.unit, remains: change.remains, into };
    case 'dissolve':
      return { place, type: change.type, unit: change.unit };
    default: {
      const { parent, ...rest } = change.to;
      const to = { ...rest, ...(parent === undefined ? {} : { parentId: parent }) };
      return { place, type: change.type, unit: change.unit, to: to as never };
    }
  }
}

/** All of it, in one order. */
const told = (periods: readonly UnitPeriod[]): string[] =>
  periods.map(({ period, ...unit }) => JSON.stringify([period.from, period.to, Object.entries(unit).sort()])).sort();
const without = (all: readonly UnitPeriod[], gone: readonly UnitPeriod[]): UnitPeriod[] => {
  const names = new Set(told(gone));
  return all.filter((period) => !names.has(told([period])[0] as string));
};

/** What is believed, by the code and by the model, and what each package recorded. */
interface State {
  realm: model.Realm;
  periods: UnitPeriod[];
  lineage: LineageRow[];
  recorded: { opened: readonly UnitPeriod[]; closed: readonly UnitPeriod[] }[];
}

const anyStep = fc.record({
  stretch: fc.integer({ min: 1, max: STRETCHES - 1 }),
  drafts: fc.array(changeDraft, { minLength: 1, maxLength: 3 }),
  undoes: fc.option(fc.nat({ max: 5 }), { freq: 2 }),
});

/** Packages and undoes that were taken and refused. */
const met = { planned: 0, refused: 0, undone: 0, rested: 0 };

it('a package and its undo leave what the plain model leaves, or are refused as it refuses them', () => {
  fc.assert(
    fc.property(anyRealm, fc.array(anyStep, { minLength: 1, maxLength: 9, size: 'max' }), (realm, steps) => {
      fc.pre(model.isSound(realm));
      const state: State = { realm, periods: realm.pieces.map(toPeriod), lineage: [], recorded: [] };
      for (const { stretch, drafts, undoes } of steps) {
        const changes: model.Change[] = [];
        for (const draft of drafts) changes.push(changeOf(draft, state.realm, stretch, changes));
        applyBoth(state, stretch, changes);
        if (undoes !== null) undoBoth(state, undoes % Math.max(state.recorded.length, 1));
        expect(told(state.periods)).toEqual(told(state.realm.pieces.map(toPeriod)));
      }
    }),
    RUNS,
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(RUNS.numRuns / 20);
});

function applyBoth(state: State, stretch: number, changes: readonly model.Change[]): void {
  const { periods, lineage, realm } = state;
  // Whether a unit is there on the eve is found when names are read, before anything is planned.
  const missing = changes.flatMap(model.namedIn).filter((unit) => !model.lifeIn(realm, unit, stretch - 1));
  if (missing.length > 0) return;
  const day = firstDay(stretch) as LocalDate;
  const expected = model.reorganise(realm, stretch, changes);
  const plan = planReorganisation(periods, changes.map(toChange), day);
  const faults = [...plan.faults, ...conflictsOf(plan, { periods, lineage }, day)];
  expect(faults.length === 0).toBe(expected !== null);
  met[expected ? 'planned' : 'refused'] += 1;
  if (!expected) return;

  const after = [...without(periods, plan.closed), ...plan.opened];
  expect(told([...without(after, plan.opened), ...plan.closed])).toEqual(told(periods));
  for (const past of DAYS.filter((each) => each < day) as LocalDate[]) {
    expect(onDay(after, past)).toEqual(onDay(periods, past));
  }
  const rows = plan.edges.map(({ predecessor, successor, extent, lead }): LineageRow => ({
    ...{ predecessorId: predecessor, successorId: successor, extent, lead, effectiveOn: day },
    reorganisationId: String(state.recorded.length),
  }));
  const own = expected.edges.filter(({ by }) => by === expected.packages.length - 1);
  expect(
    rows.map(({ predecessorId, successorId, extent, lead }) => [predecessorId, successorId, extent, lead]),
  ).toEqual(own.map(({ predecessor, successor, extent, lead }) => [predecessor, successor, extent, lead]));
  state.realm = expected;
  state.periods = after;
  state.lineage = [...lineage, ...rows];
  state.recorded.push({ opened: plan.opened, closed: plan.closed });
}

function undoBoth(state: State, index: number): void {
  const { periods, lineage, recorded } = state;
  const package_ = recorded[index];
  if (!package_ || state.realm.packages[index]?.undone) return;
  const expected = model.undo(state.realm, index);
  const id = String(index);
  const isBelieved = package_.opened.every((period) => periods.includes(period));
  const allowed = isBelieved && unitsRestingOn(package_, { periods, lineage }, id).length === 0;
  expect(allowed).toBe(expected !== null);
  met[expected ? 'undone' : 'rested'] += 1;
  if (!expected) return;
  state.realm = expected;
  state.periods = [...without(periods, package_.opened), ...package_.closed];
  state.lineage = lineage.filter(({ reorganisationId }) => reorganisationId !== id);
}

/** Who is there and what they are, in one order. */
function onDay(periods: readonly UnitPeriod[], day: LocalDate): string[] {
  return told(
    periods.filter(({ period }) => isHeld(period, day)).map((unit) => ({ ...unit, period: { from: null, to: null } })),
  );
}
