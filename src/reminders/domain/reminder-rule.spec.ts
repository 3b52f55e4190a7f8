import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { dueDaysToAskFor, MOST_DAYS_LATE, remindsOf } from './reminder-rule.js';

const day = (text: string): LocalDate => text as LocalDate;
const at = (instant: string): number => Date.parse(instant);
const RULE = { days: -3, hour: 8, startsOn: day('2016-12-01') };

describe('a rule', () => {
  it.each([
    ['before its hour', '2016-12-13T07:59:59+07:00', false],
    ['from its hour on', '2016-12-13T08:00:00+07:00', true],
    ['a week less a second later', '2016-12-20T07:59:59+07:00', true],
    ['a week later', '2016-12-20T08:00:00+07:00', false],
  ])('reminds three days before the due day: %s', (_, instant, reminds) => {
    expect(remindsOf(day('2016-12-16'), RULE, at(instant))).toBe(reminds);
  });

  it('reminds of nothing that it would have reminded of before it was there', () => {
    const now = at('2016-12-14T08:00:00+07:00');
    expect(remindsOf(day('2016-12-16'), { ...RULE, startsOn: day('2016-12-13') }, now)).toBe(true);
    expect(remindsOf(day('2016-12-16'), { ...RULE, startsOn: day('2016-12-14') }, now)).toBe(false);
  });

  it('reminds of no day that is not asked for', () => {
    const rules = fc.array(fc.record({ days: fc.integer({ min: -30, max: 30 }) }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rules, fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 23 }), (some, offset, hour) => {
        const today = day('2016-12-16');
        const dueOn = addDays(today, offset);
        const asked = dueDaysToAskFor(some, today);
        const now = at('2016-12-16T12:00:00+07:00');
        for (const { days } of some)
          if (remindsOf(dueOn, { days, hour, startsOn: day('2016-01-01') }, now))
            expect(asked && asked.from <= dueOn && dueOn <= asked.to).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(dueDaysToAskFor([], day('2016-12-16'))).toBeNull();
    expect(MOST_DAYS_LATE).toBe(7);
  });
});
