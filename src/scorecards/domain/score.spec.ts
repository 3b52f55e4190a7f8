import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { type Criterion } from './definition.js';
import { type CriterionState, gradeOf, scoreUnit } from './score.js';

const CRITERIA: Criterion[] = [
  { code: 'I', parent: null, maximum: {} },
  { code: 'I.1', parent: 'I', maximum: { full: 500, few: 500 } },
  { code: 'I.2', parent: 'I', maximum: { full: 300 } },
  { code: 'II', parent: null, maximum: {} },
  { code: 'II.1', parent: 'II', maximum: { full: 200, few: 150 } },
].map((one) => ({ ...one, name: one.code, formula: null }) as Criterion);

const states = (given: Record<string, Partial<CriterionState>>): Map<string, CriterionState> =>
  new Map(
    Object.entries(given).map(([code, state]) => [code, { computed: null, declared: null, accepted: null, ...state }]),
  );

describe('scoreUnit', () => {
  it('takes what was accepted, else computed, else declared, and sums it under each heading', () => {
    const given = states({
      'I.1': { computed: 216, declared: 250 },
      'I.2': { declared: 300, accepted: 275 },
      'II.1': { declared: 125 },
    });
    const score = scoreUnit(CRITERIA, 'full', given);
    expect(score).toMatchObject({ maximum: 1000, points: 616, known: 616 });
    expect(score.headings).toEqual([
      { code: 'I', maximum: 800, points: 491 },
      { code: 'II', maximum: 200, points: 125 },
    ]);
    expect(
      score.criteria.map(({ code, points, basis, difference, open }) => [code, points, basis, difference, open]),
    ).toEqual([
      ['I.1', 216, 'computed', 34, true],
      ['I.2', 275, 'accepted', null, false],
      ['II.1', 125, 'declared', null, true],
    ]);
  });

  it('leaves out what a group is not scored by', () => {
    const score = scoreUnit(CRITERIA, 'few', states({ 'I.1': { computed: 500 }, 'II.1': { accepted: 150 } }));
    expect(score).toMatchObject({ maximum: 650, points: 650 });
    expect(score.criteria.map(({ code, open }) => [code, open])).toEqual([
      ['I.1', false],
      ['II.1', false],
    ]);
  });

  it('has no score while any part of it is unknown, which is not 0', () => {
    const score = scoreUnit(CRITERIA, 'full', states({ 'I.1': { computed: 0 }, 'II.1': { accepted: 150 } }));
    expect(score).toMatchObject({ points: null, known: 150 });
    expect(score.headings.map(({ points }) => points)).toEqual([null, 150]);
    expect(score.criteria[1]).toMatchObject({ points: null, basis: 'unknown', open: true });
  });

  it('waits for no review where what was declared was also computed', () => {
    const [criterion] = scoreUnit(CRITERIA, 'few', states({ 'I.1': { computed: 216, declared: 216 } })).criteria;
    expect(criterion).toMatchObject({ points: 216, difference: 0, open: false });
  });

  it('never exceeds its maximum, and is the sum of its criteria and of its top headings', () => {
    const anyPoints = fc.option(fc.nat(700), { freq: 5 });
    const anyState = fc.record({ computed: anyPoints, declared: anyPoints, accepted: anyPoints });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('I.1', 'I.2', 'II.1', 'III'), anyState),
        fc.constantFrom('full', 'few'),
        (given, group) => {
          const { points, known, maximum, criteria, headings } = scoreUnit(CRITERIA, group, states(given));
          expect(known).toBeLessThanOrEqual(maximum);
          expect(criteria.every((one) => (one.points ?? 0) >= 0 && (one.points ?? 0) <= one.maximum)).toBe(true);
          expect(headings.reduce((sum, heading) => sum + heading.maximum, 0)).toBe(maximum);
          if (points === null) expect(criteria.some(({ basis }) => basis === 'unknown')).toBe(true);
          else expect([points, headings.reduce((sum, one) => sum + (one.points ?? 0), 0)]).toEqual([known, known]);
        },
      ),
      RUNS,
    );
  });
});

describe('gradeOf', () => {
  const grades = [
    { grade: 'B', name: 'Khá', atLeast: 65 },
    { grade: 'A', name: 'Tốt', atLeast: 80 },
    { grade: 'C', name: 'Trung bình', atLeast: 33.33 },
  ];
  it.each([
    [5720, 7150, 'A'], // 57.2 of 71.5 is 80 % exactly
    [5719, 7150, 'B'],
    [7720, 9650, 'A'],
    [6272, 9650, 'C'], // 64.99…
    [6273, 9650, 'B'], // 65.005…
    [10000, 10000, 'A'],
    [3333, 10000, 'C'],
    [3332, 10000, null],
    [null, 10000, null],
  ])('%d of %d is %s', (points, maximum, grade) => {
    expect(gradeOf(grades, { points, maximum })).toBe(grade);
  });
});
