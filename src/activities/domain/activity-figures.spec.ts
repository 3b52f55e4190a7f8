import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, RUNS } from '../../../test/support/arbitraries.js';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type Activity, ACTIVITY_KINDS } from './activity.js';
import { type ActivityFigures, printEquipment, printPeople, sumActivities } from './activity-figures.js';

const DAY = parseLocalDate('2016-12-08');

function activity(more: Partial<Activity>): Activity {
  return {
    ...{ kind: 'training', title: 'Tập huấn', startsOn: DAY, endsOn: DAY, organiserId: 'A', place: null },
    ...{ systemIds: [], people: null, attendance: [], items: [], note: null, ...more },
  };
}

const of =
  (...units: string[]) =>
  (unitId: string) =>
    units.includes(unitId);

const people = ({ trainings, people: sum, unstated, unitsTrained }: ActivityFigures) => [
  ...[trainings, sum, unstated, unitsTrained],
];

describe('sumActivities', () => {
  it('counts people at the unit that sent them, the others at the organiser', () => {
    const held = [activity({ people: 20, attendance: [{ unitId: 'B', people: 12 }] })];
    expect(people(sumActivities(held, of('A')))).toEqual([1, 8, 0, 0]);
    expect(people(sumActivities(held, of('B')))).toEqual([0, 12, 0, 1]);
    expect(people(sumActivities(held, of('A', 'B')))).toEqual([1, 20, 0, 1]);
    expect(people(sumActivities(held, of('C')))).toEqual([0, 0, 0, 0]);
  });

  it.each<[string, Partial<Activity>, string[], (number | null)[]]>([
    ['nothing stated', {}, ['A'], [1, null, 1, 0]],
    ['a unit whose people are not stated', { attendance: [{ unitId: 'B', people: null }] }, ['B'], [0, null, 1, 1]],
    ['all stated by unit', { attendance: [{ unitId: 'B', people: 3 }] }, ['A'], [1, 0, 0, 0]],
    ['a total, not by unit', { people: 20 }, ['A'], [1, 20, 0, 0]],
    [
      'a total, seen with a unit',
      { people: 20, attendance: [{ unitId: 'B', people: null }] },
      ['A', 'B'],
      [1, 20, 0, 1],
    ],
    [
      'a total, seen from that unit',
      { people: 20, attendance: [{ unitId: 'B', people: null }] },
      ['B'],
      [0, null, 1, 1],
    ],
  ])('%s', (_, given, scope, expected) => {
    expect(people(sumActivities([activity(given)], of(...scope)))).toEqual(expected);
  });

  it('says that there are more where some of it is not stated', () => {
    const figures = sumActivities([activity({ people: 45 }), activity({})], of('A'));
    expect([people(figures), printPeople(figures), printPeople(figures, 'en')]).toEqual([
      ...[[2, 45, 1, 0], 'từ 45 trở lên', '45 or more'],
    ]);
  });

  it('sums equipment by type and unit of measure, however they are spelt', () => {
    const item = (unitId: string, type: string, quantity: number, measure = 'bộ') => ({
      unitId,
      type,
      quantity,
      measure,
    });
    const handed = [
      activity({ kind: 'handover', items: [item('B', 'Máy vi tính', 5), item('C', 'máy  vi tính', 4, 'Bộ')] }),
      activity({ kind: 'handover', items: [item('B', 'Máy vi tính', 1200), item('B', 'Máy quét', 2, 'cái')] }),
    ];
    const { equipment, trainings } = sumActivities(handed, of('B', 'C'));
    expect(trainings).toBe(0);
    expect(equipment).toEqual([
      { type: 'Máy quét', measure: 'cái', quantity: 2, units: 1 },
      { type: 'Máy vi tính', measure: 'Bộ', quantity: 1209, units: 2 },
    ]);
    expect(equipment.map((figure) => printEquipment(figure))).toEqual(['Máy quét: 02 cái', 'Máy vi tính: 1.209 Bộ']);
    expect(sumActivities(handed, of('C')).equipment).toMatchObject([{ quantity: 4, units: 1 }]);
  });
});

describe('printPeople', () => {
  it.each([
    [{ people: 1245, unstated: 0 }, '1.245', '1,245'],
    [{ people: null, unstated: 2 }, 'chưa có số liệu', 'no data yet'],
    [{ people: 0, unstated: 0 }, '0', '0'],
  ])('%j', (figures, vi, en) => {
    expect([printPeople(figures), printPeople(figures, 'en')]).toEqual([vi, en]);
  });
});

const UNITS = ['A', 'B', 'C', 'D'] as const;
const anyUnit = fc.constantFrom(...UNITS);
const anyActivity: fc.Arbitrary<Activity> = fc
  .record({
    kind: fc.constantFrom(...ACTIVITY_KINDS),
    startsOn: anyDay(4),
    organiserId: anyUnit,
    attendance: fc.uniqueArray(
      fc.record({ unitId: anyUnit, people: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 4 }) }),
      { maxLength: 4, selector: ({ unitId }) => unitId },
    ),
    others: fc.option(fc.nat({ max: 30 })),
    items: fc.array(
      fc.record({
        unitId: anyUnit,
        type: fc.constantFrom('Máy vi tính', 'máy vi tính', 'Máy quét'),
        measure: fc.constantFrom('bộ', 'cái'),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ others, kind, attendance, items, ...rest }) => {
    const known = attendance.reduce((sum, one) => sum + (one.people ?? 0), 0);
    const total = others === null ? null : known + others;
    return kind === 'training'
      ? activity({ ...rest, kind, attendance, people: total })
      : activity({ ...rest, kind, items });
  });

const quantities = ({ equipment }: ActivityFigures) => equipment.reduce((sum, { quantity }) => sum + quantity, 0);

it('sums over any partition of units and of days to the whole, in any order of entry', () => {
  fc.assert(
    fc.property(
      fc.array(anyActivity, { maxLength: 8 }),
      fc.array(fc.nat({ max: 1 }), { minLength: 4, maxLength: 4 }),
      fc.func(fc.nat()),
      (activities, sides, shuffle) => {
        const side = (unitId: string) => sides[UNITS.indexOf(unitId as 'A')];
        const whole = sumActivities(activities, () => true);
        const days = [...new Set(activities.map(({ startsOn }) => startsOn))];
        for (const parts of [
          [0, 1].map((part) => sumActivities(activities, (unitId) => side(unitId) === part)),
          days.map((day) => sumActivities(activities, (_, on) => on === day)),
        ]) {
          const total = (count: (figures: ActivityFigures) => number) =>
            parts.reduce((sum, figures) => sum + count(figures), 0);
          expect(total(({ trainings }) => trainings)).toBe(whole.trainings);
          expect(total(({ people: sum }) => sum ?? 0)).toBe(whole.people ?? 0);
          expect(total(quantities)).toBe(quantities(whole));
        }
        const reordered = [...activities].sort((a, b) => (shuffle(a) % 7) - (shuffle(b) % 7));
        expect(sumActivities(reordered, () => true)).toEqual(whole);
        expect(whole.unstated).toBeLessThanOrEqual(activities.filter(({ kind }) => kind === 'training').length);
      },
    ),
    RUNS,
  );
});
