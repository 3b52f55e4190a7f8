import { describe, expect, it } from '@jest/globals';
import { type Stage } from '../../deployments/domain/entry.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { type Amendments, bridge, type BridgeMember, type BridgePoint, type BridgeStep } from './bridge.js';

const LIVE = new Set<Stage>(['live']);
const NOTHING: Amendments = { recorded: new Set(), retracted: new Set(), replacements: new Set() };

const systemOf = (id: number): SystemOnDay => ({
  ...{ id, code: `s${id}`, name: `Hệ thống ${id}`, nameEn: null, parentId: null, ownerId: null, legalBasis: null },
  inheritance: 'all',
});
const unitOf = (id: string, change: Partial<UnitOnDay> = {}): UnitOnDay => ({
  ...{ id, code: id, agencyCode: null, name: `Xã ${id}`, kind: 'xã', level: 'commune', parentId: 'p' },
  ...change,
});

/** One commune and one system at a point, a required one that is live by entry 1 unless told otherwise. */
interface Told extends Partial<Omit<BridgeMember, 'unit' | 'system'>> {
  unit?: Partial<UnitOnDay>;
  exists?: boolean;
  inScope?: boolean;
  /** In the scope, and not of the level or kind asked about, or the system is not there yet. */
  counted?: false;
}

function point({ unit, exists = true, inScope = true, counted, ...told }: Told): BridgePoint {
  const commune = unitOf('c', unit);
  const member: BridgeMember = {
    ...{ unit: commune, system: systemOf(1), obligation: 'required', stage: 'live', dated: 'on', entryId: 1 },
    ...{ inherited: false, ...told },
  };
  return {
    units: new Map(exists ? [['c', commune]] : []),
    scope: new Set(exists && inScope ? ['c'] : []),
    members: exists && inScope && counted !== false ? [member] : [],
  };
}

const UNKNOWN: Told = { stage: null, dated: null, entryId: null };

/** What the lines of a step say, in short. */
function said({ lines }: BridgeStep): string[] {
  return lines.map(({ unit, cause, deltaCovered, deltaEligible }) =>
    [unit.id, cause, deltaCovered, deltaEligible].join(' '),
  );
}

/** The step of time alone: nothing else became known of the earlier day. */
function inTime(before: Told, after: Told, counting: ReadonlySet<Stage> = LIVE): string[] {
  const [knowledge, time] = bridge([point(before), point(before), point(after)], NOTHING, counting);
  expect(knowledge.lines).toEqual([]);
  return said(time);
}

/** The step of knowledge alone: nothing happened between the days. */
function inKnowledge(before: Told, after: Told, amendments: Partial<Amendments> = {}): string[] {
  const [knowledge, time] = bridge([point(before), point(after), point(after)], { ...NOTHING, ...amendments }, LIVE);
  expect(time.lines).toEqual([]);
  return said(knowledge);
}

describe('bridge: the cause is the first that applies (domain.md §5)', () => {
  it.each<[string, Told, Told, string[]]>([
    ['nothing changed', {}, {}, []],
    ['it was founded', { exists: false }, {}, ['c established 1 1']],
    ['it was founded, and lacks the system', { exists: false }, UNKNOWN, ['c established 0 1']],
    ['it was founded, and owes nothing', { exists: false }, { obligation: 'not-required' }, []],
    ['it ended', {}, { exists: false }, ['c ended -1 -1']],
    ['it moved in', { inScope: false }, {}, ['c moved 1 1']],
    ['it moved out, having lapsed', UNKNOWN, { inScope: false }, ['c moved 0 -1']],
    [
      'it became a phường, of which no figure is asked',
      {},
      { unit: { kind: 'phường' }, counted: false },
      ['c level-or-kind -1 -1'],
    ],
    [
      'it became a phường, to which no rule applies',
      {},
      { unit: { kind: 'phường' }, obligation: 'not-required' },
      ['c level-or-kind -1 -1'],
    ],
    ['it became a phường, and went live', UNKNOWN, { unit: { kind: 'phường' } }, ['c newly-live 1 0']],
    ['a rule came, and it is live', { obligation: 'unspoken' }, {}, ['c applicability 0 1']],
    ['a rule came, and it went live', { ...UNKNOWN, obligation: 'unspoken' }, {}, ['c applicability 1 1']],
    [
      'a rule came that leaves it out',
      { obligation: 'unspoken' },
      { obligation: 'not-required' },
      ['c applicability -1 0'],
    ],
    [
      'the rule ended while it was exempt',
      { obligation: 'exempt' },
      { obligation: 'unspoken' },
      ['c applicability 1 0'],
    ],
    ['the system came, with a rule', { counted: false }, {}, ['c applicability 1 1']],
    ['the system came, without a rule', { counted: false }, { obligation: 'unspoken' }, ['c newly-live 1 0']],
    ['it was let off', {}, { obligation: 'exempt' }, ['c exemption -1 -1']],
    ['it was let off no longer', { ...UNKNOWN, obligation: 'exempt' }, UNKNOWN, ['c exemption 0 1']],
    ['it was let off and lapsed', {}, { obligation: 'exempt', stage: 'retired' }, ['c exemption -1 -1']],
    ['it went live', UNKNOWN, {}, ['c newly-live 1 0']],
    ['it went live after a pilot', { stage: 'pilot' }, { entryId: 2 }, ['c newly-live 1 0']],
    ['it was live by a day', UNKNOWN, { dated: 'by' }, ['c live-by 1 0']],
    ['it lapsed', {}, { stage: 'suspended', entryId: 2 }, ['c lapsed -1 0']],
    ['it lapsed by a day', {}, { stage: 'retired', dated: 'by', entryId: 2 }, ['c lapsed -1 0']],
    ['it took in one that has it', UNKNOWN, { ...UNKNOWN, stage: 'live', inherited: true }, ['c inherited 1 0']],
    [
      'it took in one that lacks it',
      { ...UNKNOWN, stage: 'live', inherited: true },
      { ...UNKNOWN, inherited: true },
      ['c inherited -1 0'],
    ],
    ['from unknown to known, but not to have it', UNKNOWN, { stage: 'none' }, []],
  ])('in time: %s', (_, before, after, expected) => {
    expect(inTime(before, after)).toEqual(expected);
  });

  it.each<[string, Told, Told, Partial<Amendments>, string[]]>([
    ['it was entered late', UNKNOWN, {}, { recorded: new Set([1]) }, ['c late-entry 1 0']],
    ['late, and by a day', UNKNOWN, { dated: 'by' }, { recorded: new Set([1]) }, ['c late-entry 1 0']],
    [
      'that it stopped was entered late',
      {},
      { stage: 'retired', entryId: 2 },
      { recorded: new Set([2]) },
      ['c late-entry -1 0'],
    ],
    ['it was withdrawn', {}, UNKNOWN, { retracted: new Set([1]) }, ['c correction -1 0']],
    [
      'it was replaced',
      {},
      { stage: 'pilot', entryId: 2 },
      { retracted: new Set([1]), recorded: new Set([2]), replacements: new Set([2]) },
      ['c correction -1 0'],
    ],
    [
      "it was entered in the place of another unit's",
      UNKNOWN,
      { entryId: 2 },
      { retracted: new Set([1]), recorded: new Set([2]), replacements: new Set([2]) },
      ['c correction 1 0'],
    ],
    [
      'what stood over an older entry was withdrawn',
      { stage: 'none', entryId: 2 },
      {},
      { retracted: new Set([2]) },
      ['c correction 1 0'],
    ],
    ['as much, though the stage began before', { stage: 'none', entryId: 2 }, {}, {}, ['c correction 1 0']],
    [
      'its predecessor was entered late',
      { ...UNKNOWN, inherited: true },
      {
        ...UNKNOWN,
        stage: 'live',
        inherited: true,
      },
      { recorded: new Set([7]) },
      ['c inherited 1 0'],
    ],
    ['the reorganisation became known', {}, { exists: false }, {}, ['c ended -1 -1']],
    ['an exemption became known', {}, { obligation: 'exempt' }, {}, ['c exemption -1 -1']],
  ])('in knowledge: %s', (_, before, after, amendments, expected) => {
    expect(inKnowledge(before, after, amendments)).toEqual(expected);
  });

  it('counts the stages asked for', () => {
    const both = new Set<Stage>(['pilot', 'live']);
    expect(inTime({ stage: 'pilot' }, { entryId: 2 }, both)).toEqual([]);
    expect(inTime({ stage: 'preparing' }, { stage: 'pilot', entryId: 2 }, both)).toEqual(['c newly-live 1 0']);
  });

  it('names a unit as it is after the step, or as it last was', () => {
    const named = (name: string): Told => ({ unit: { name } });
    const unitIn = (before: Told, after: Told) =>
      bridge([point(before), point(before), point(after)], NOTHING, LIVE)[1].lines[0]?.unit.name;
    expect(unitIn({ ...UNKNOWN, ...named('Xã Cũ') }, named('Xã Mới'))).toBe('Xã Mới');
    expect(unitIn(named('Xã Cũ'), { ...named('Xã Mới'), inScope: false })).toBe('Xã Mới');
    expect(unitIn(named('Xã Cũ'), { exists: false })).toBe('Xã Cũ');
  });

  it('says that the denominators do not bridge where one is not stated', () => {
    const [, time] = bridge([point({}), point({}), point({ obligation: 'unspoken', entryId: 1 })], NOTHING, LIVE);
    expect(time).toMatchObject({
      from: { covered: 1, eligible: 1 },
      to: { covered: 1, eligible: null },
      eligibleBridges: false,
      subtotals: [{ cause: 'applicability', lines: 1, deltaCovered: 0, deltaEligible: -1 }],
    });
  });
});
