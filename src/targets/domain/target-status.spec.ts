import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { type Course, type Fraction, judge, reaches, type TargetStatus } from './target-status.js';

const ALL: Fraction = { value: 10_000, of: 10_000 };
// e-office in the communes: 41 of 95 at the end of 2016, all of them by the end of 2018.
const COURSE: Course = {
  ...{ startsOn: day('2016-12-31'), dueOn: day('2018-12-31'), baseline: { value: 41, of: 95 }, goal: ALL },
};

describe('judge', () => {
  it.each<[string, number | null, TargetStatus, number]>([
    ['2016-12-31', 41, 'on-track', 0],
    ['2016-12-30', 41, 'on-track', 0], // before the way begins the line stands at the baseline
    ['2016-12-31', 40, 'at-risk', 0],
    ['2017-12-31', 68, 'on-track', 365],
    ['2017-12-31', 67, 'at-risk', 365],
    ['2017-12-31', 95, 'met', 365],
    ['2018-12-31', 94, 'at-risk', 730], // the last day is not past
    ['2019-01-01', 94, 'missed', 730],
    ['2019-01-01', 95, 'met', 730],
    ['2017-12-31', null, 'unknown', 365],
    ['2019-01-01', null, 'unknown', 730],
  ])('on %s with %s of 95: %s', (asOf, covered, status, days) => {
    const judged = judge(covered === null ? null : { value: covered, of: 95 }, COURSE, day(asOf));
    expect([judged.status, judged.elapsed]).toEqual([status, { days, of: 730 }]);
    expect(judged.judgedOn).toBe(asOf > '2018-12-31' ? '2018-12-31' : asOf);
  });

  it('shows the line half-way at 68/95', () => {
    expect(judge(null, COURSE, day('2017-12-31')).expected).toEqual({ value: 68, of: 95 });
  });

  it('takes the goal itself where baseline and due day are one', () => {
    const course = { ...COURSE, dueOn: COURSE.startsOn };
    expect(judge({ value: 94, of: 95 }, course, COURSE.startsOn).status).toBe('at-risk');
    expect(judge({ value: 94, of: 95 }, course, day('2017-01-01')).status).toBe('missed');
  });

  const anyFraction = fc.record({ value: fc.nat({ max: 5000 }), of: fc.integer({ min: 1, max: 5000 }) });
  const anyCourse = fc
    .record({ start: fc.nat({ max: 500 }), length: fc.nat({ max: 1500 }), baseline: anyFraction, goal: anyFraction })
    .filter(({ baseline, goal }) => reaches(goal, baseline))
    .map(({ start, length, baseline, goal }): Course => {
      return { startsOn: nthDay(start), dueOn: nthDay(start + length), baseline, goal };
    });

  it('never judges a better figure worse, and asks for more as time passes', () => {
    const rank: Record<TargetStatus, number> = { unknown: -1, missed: 0, 'at-risk': 0, 'on-track': 1, met: 2 };
    fc.assert(
      fc.property(anyCourse, anyFraction, anyFraction, fc.nat({ max: 2100 }), (course, a, b, offset) => {
        const [less, more] = reaches(a, b) ? [b, a] : [a, b];
        const on = nthDay(offset);
        expect(rank[judge(more, course, on).status]).toBeGreaterThanOrEqual(rank[judge(less, course, on).status]);
        const later = judge(null, course, nthDay(offset + 30)).expected;
        expect(reaches(later, judge(null, course, on).expected)).toBe(true);
        expect(reaches(course.goal, later) && reaches(later, course.baseline)).toBe(true);
      }),
      RUNS,
    );
  });
});
