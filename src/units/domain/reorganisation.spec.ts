import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type Change, type NewUnit, planReorganisation } from './reorganisation.js';
import { type Level, type UnitPeriod } from './unit.js';

const DAY = parseLocalDate('2020-02-01');

function period(unitId: string, level: Level, kind: string, parentId: string | null): UnitPeriod {
  return {
    unitId,
    code: unitId,
    agencyCode: null,
    name: `${kind} ${unitId}`,
    kind,
    level,
    parentId,
    period: { from: null, to: null },
  };
}

/** One province, huyện Trảng Bàng with two communes, and a huyện beside it. */
const PERIODS = [
  period('72', 'province', 'tỉnh', null),
  period('712', 'district', 'huyện', '72'),
  period('703', 'district', 'huyện', '72'),
  period('25726', 'commune', 'xã', '712'),
  period('25729', 'commune', 'xã', '712'),
];

const whole = (unit: string) => ({ unit, extent: 'whole' as const, lead: false, remains: false });
const commune = (key: string, code: string, parent: string): NewUnit => ({
  key,
  code,
  name: 'Xã Phước Bình',
  kind: 'xã',
  level: 'commune',
  parent,
});
const plan = (...changes: Change[]) => planReorganisation(PERIODS, changes, DAY);
const faults = (...changes: Change[]) => plan(...changes).faults.map(({ place, code }) => `${place} ${code}`);

describe('a package', () => {
  it('merges Phước Lưu and Bình Thạnh into Phước Bình under an old code (865/NQ-UBTVQH14)', () => {
    const result = plan({
      place: 'a',
      type: 'merge',
      from: [whole('25726'), whole('25729')],
      into: commune('new', '25729', '712'),
    });
    expect(result.faults).toEqual([]);
    expect(result.opened.map(({ unitId, period: { from, to } }) => [unitId, from, to])).toEqual([
      ['25726', null, DAY],
      ['25729', null, DAY],
      ['new', DAY, null],
    ]);
    expect(result.edges.map(({ predecessor, successor, extent }) => [predecessor, successor, extent])).toEqual([
      ['25726', 'new', 'whole'],
      ['25729', 'new', 'whole'],
    ]);
  });

  it('keeps the identity of who absorbs another, as a predecessor of itself', () => {
    const result = plan({ place: 'a', type: 'merge', from: [whole('25726')], into: '25729' });
    expect(result.created).toEqual([]);
    expect(result.closed.map(({ unitId }) => unitId)).toEqual(['25726']);
    expect(result.edges.map(({ predecessor, successor }) => `${predecessor}>${successor}`)).toEqual([
      '25726>25729',
      '25729>25729',
    ]);
  });

  it('reclassifies from the day, keeping the id', () => {
    const result = plan({
      place: 'a',
      type: 'reclassify',
      unit: '712',
      to: { kind: 'thị xã', name: 'Thị xã Trảng Bàng' },
    });
    expect(result.opened.map(({ unitId, kind, period: { from } }) => [unitId, kind, from])).toEqual([
      ['712', 'huyện', null],
      ['712', 'thị xã', DAY],
    ]);
    expect(result.edges).toEqual([]);
  });

  it('lets children that nobody names follow the sole whole successor of their parent', () => {
    const into: NewUnit = { key: 'n', code: '799', name: 'Huyện Mới', kind: 'huyện', level: 'district', parent: '72' };
    const result = plan({ place: 'a', type: 'merge', from: [whole('712')], into });
    expect(result.faults).toEqual([]);
    expect(result.followers).toEqual([
      { unitId: '25726', from: '712', to: 'n' },
      { unitId: '25729', from: '712', to: 'n' },
    ]);
  });

  it('splits: the rest remains, what is new comes of a part', () => {
    const result = plan({
      place: 'a',
      type: 'split',
      unit: '25726',
      remains: true,
      into: [commune('new', '25727', '712')],
    });
    expect(result.closed).toEqual([]);
    expect(result.edges).toEqual([{ predecessor: '25726', successor: 'new', extent: 'partial', lead: false }]);
  });

  it('names every fault of its result', () => {
    expect(
      faults(
        { place: 'a', type: 'dissolve', unit: '712' },
        { place: 'b', type: 'move', unit: '703', to: { parentId: '25726' } },
      ),
    ).toEqual(['a orphans', 'b parent-not-above']);
    expect(
      faults(
        { place: 'a', type: 'dissolve', unit: '25726' },
        { place: 'b', type: 'merge', from: [whole('25726')], into: commune('new', '25729', '712') },
        { place: 'c', type: 'rename', unit: '25726', to: { name: 'Xã Khác' } },
        { place: 'd', type: 'reclassify', unit: '703', to: { kind: 'xã' } },
      ),
    ).toEqual(['b ends-twice', 'b changed-and-ended', 'b code-taken', 'd kind-not-of-level']);
    expect(faults({ place: 'a', type: 'establish', unit: commune('new', '25730', 'nowhere') })).toEqual([
      'a parent-ends',
    ]);
  });

  it('lets a unit go several ways only in parts', () => {
    const part = (unit: string) => ({ ...whole(unit), extent: 'partial' as const });
    const into = (key: string, code: string) => ({
      place: key,
      type: 'merge' as const,
      into: commune(key, code, '712'),
    });
    expect(
      faults({ ...into('m', '30001'), from: [part('25726')] }, { ...into('n', '30002'), from: [part('25726')] }),
    ).toEqual([]);
    expect(
      faults({ ...into('m', '30001'), from: [whole('25726')] }, { ...into('n', '30002'), from: [part('25726')] }),
    ).toEqual(['n ends-twice']);
  });
});
