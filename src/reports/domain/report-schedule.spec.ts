import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDate } from '../../kernel/local-date.js';
import { dueInstant, duePeriods, pauseAfter } from './report-schedule.js';

const SCHEDULE = { from: '2016-11', daysAfter: 1, time: '06:00' };
const at = (instant: string): number => Date.parse(instant);

it('makes the report of a cut-off on the day after, at six in the morning in Vietnam', () => {
  expect(dueInstant(parseLocalDate('2016-12-14'), SCHEDULE)).toBe(at('2016-12-15T06:00:00+07:00'));
  expect(dueInstant(parseLocalDate('2016-12-31'), { ...SCHEDULE, daysAfter: 0, time: '23:30' })).toBe(
    at('2016-12-31T23:30:00+07:00'),
  );
});

describe('the periods that are due', () => {
  it.each<[string, string[]]>([
    ['2016-11-15T05:59:59.999+07:00', []],
    ['2016-11-15T06:00:00+07:00', ['2016-11']],
    ['2016-12-15T05:59:59+07:00', ['2016-11']],
    ['2016-12-14T23:00:00Z', ['2016-11', '2016-12']],
    ['2017-02-15T06:00:00+07:00', ['2016-11', '2016-12', '2017-01', '2017-02']],
  ])('at %s', (now, codes) => {
    expect(duePeriods(SCHEDULE, 'decree-09', at(now)).map(({ code }) => code)).toEqual(codes);
  });

  it('have each the day of its own cut-off', () => {
    const due = duePeriods({ ...SCHEDULE, from: '2016-Q4' }, 'decree-09', at('2017-07-01T00:00:00Z'));
    expect(due.map(({ asOf }) => asOf)).toEqual(['2016-12-14', '2017-03-14', '2017-06-14']);
  });

  it('never lose one as time goes on, and stand in order', () => {
    const instants = fc.integer({ min: at('2016-01-01T00:00:00Z'), max: at('2017-07-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, instants, fc.constantFrom('calendar' as const, 'decree-09' as const), (a, b, rule) => {
        const earlier = duePeriods(SCHEDULE, rule, Math.min(a, b));
        const later = duePeriods(SCHEDULE, rule, Math.max(a, b));
        expect(later.slice(0, earlier.length)).toEqual(earlier);
        for (const [index, { dueAt }] of later.entries()) {
          expect(dueAt).toBeLessThanOrEqual(Math.max(a, b));
          expect(dueAt).toBeGreaterThan(later[index - 1]?.dueAt ?? 0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([
  [1, 1],
  [2, 2],
  [5, 16],
  [7, 60],
  [60, 60],
])('waits after %i failed attempts %i minutes', (attempts, minutes) => {
  expect(pauseAfter(attempts)).toBe(minutes * 60_000);
});
