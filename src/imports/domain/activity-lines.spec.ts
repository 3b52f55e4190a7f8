import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { ACTIVITY_RULES, activityFor, type SaidActivity, seenPart } from './activity-lines.js';

const day = parseLocalDate('2015-03-02');
const said: SaidActivity = {
  ...{ kind: 'training', title: 'Quản trị', startsOn: day, organiserId: 'huyện', endsOn: null, place: null },
  ...{ systemIds: null, people: null, note: null, items: [] },
  attendance: [
    { unitId: 'b', people: null },
    { unitId: 'a', people: 12 },
  ],
};
const recorded = {
  ...{ id: 1, kind: 'training' as const, title: 'Quản trị', startsOn: day, endsOn: day, organiserId: 'huyện' },
  ...{ place: 'Hội trường', systemIds: [2, 1], people: 20, note: null, items: [], isRetracted: false },
  attendance: [
    { unitId: 'a', people: 12 },
    { unitId: 'b', people: 8 },
  ],
};
const whole = seenPart(recorded, () => true);
const { says, means } = ACTIVITY_RULES;

describe('an activity in a file', () => {
  it('is recorded so where all that it says is, in whatever order', () => {
    expect(says(said, whole)).toBe(true);
    expect(says({ ...said, systemIds: [1, 2], people: 20 }, whole)).toBe(true);
    expect(says({ ...said, people: 21 }, whole)).toBe(false);
    expect(says({ ...said, attendance: said.attendance.slice(1) }, whole)).toBe(false);
    expect(says({ ...said, attendance: [] }, whole)).toBe(true);
  });

  it('means one of its title and place, or one that the same people came to', () => {
    const [byTitle, byLines] = means as [(typeof means)[0], (typeof means)[0]];
    const elsewhere = { ...said, place: 'Nhà văn hóa' };
    expect([byTitle(said, whole), byTitle(elsewhere, whole), byLines(elsewhere, whole)]).toEqual([true, false, true]);
    expect(byLines({ ...elsewhere, attendance: [{ unitId: 'a', people: 7 }] }, whole)).toBe(false);
  });

  it('keeps what it leaves unsaid, and what whoever brings it in does not see', () => {
    const part = seenPart(recorded, (unitId) => unitId === 'a');
    expect([part.people, part.attendance]).toEqual([null, [{ unitId: 'a', people: 12 }]]);
    const made = activityFor({ ...said, attendance: [{ unitId: 'a', people: 11 }] }, part);
    expect(made).toMatchObject({ people: 20, place: 'Hội trường', systemIds: [2, 1] });
    expect(made.attendance).toEqual([
      { unitId: 'a', people: 11 },
      { unitId: 'b', people: 8 },
    ]);
    expect(activityFor(said, whole).attendance).toEqual([
      { unitId: 'b', people: 8 },
      { unitId: 'a', people: 12 },
    ]);
  });
});
