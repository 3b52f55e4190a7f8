import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { startApp, type TestApp } from '../support/app.js';
import { GROUPS, recordSmallProvince, REVIEWS, VERSION, YEAR } from '../support/made-up-scorecard.js';

jest.setTimeout(600_000);

const UNITS = Object.values(GROUPS).flat();

let tracker: TestApp;
let approver: Record<string, string>;
let scorecards = 0;

beforeAll(async () => {
  tracker = await startApp();
  approver = await recordSmallProvince(tracker);
});
afterAll(() => tracker.stop());

async function taken(path: string, body: object, headers?: Record<string, string>): Promise<any> {
  const answer = await tracker.post(path, body, headers);
  expect(answer.body ?? {}).not.toHaveProperty('errors');
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

/** A scorecard of which nothing is declared yet; its address. */
async function anotherScorecard(): Promise<string> {
  scorecards += 1;
  const code = `thu-${scorecards}`;
  await taken('/scorecards', { code, name: `Bộ chỉ số ${scorecards}` });
  await taken(`/scorecards/${code}/versions`, VERSION);
  return `/scorecards/${code}`;
}

const unitsOf = async (scorecard: string): Promise<any[]> =>
  (await tracker.get(`${scorecard}/scores?year=${YEAR}`)).body.units;

/** Points of a criterion at a unit, never above its maximum. */
const anyAssessment = fc
  .record({ unit: fc.constantFrom(...UNITS), criterion: fc.constantFrom('I.1', 'I.2', 'II.1'), share: fc.nat(100) })
  .filter(({ unit, criterion }) => unit !== '709' || criterion !== 'I.2')
  .map(({ unit, criterion, share }) => {
    const most =
      criterion === 'I.1' ? 6000 : criterion === 'II.1' ? 1150 : GROUPS['full']?.includes(unit) ? 2850 : 2500;
    return { year: YEAR, unit, criterion, points: Math.floor((most * share) / 100) / 100 };
  });
const someAssessments = fc.uniqueArray(anyAssessment, {
  selector: ({ unit, criterion }) => `${unit} ${criterion}`,
  minLength: 1,
  maxLength: 3,
});

it('scores the same in whatever order points are declared and accepted, never above the maximum', async () => {
  const order = fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(someAssessments, someAssessments, order, async (assessments, accepted, keys) => {
      const reviews = accepted.map((one) => ({ ...one, reason: 'Thẩm định' }));
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item, index) => ({ item, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const [together, apart] = [await anotherScorecard(), await anotherScorecard()];
      await taken(`${together}/assessments`, { assessments });
      await taken(`${together}/reviews`, { reviews }, approver);
      for (const assessment of shuffled(assessments))
        await taken(`${apart}/assessments`, { assessments: [assessment] });
      for (const review of shuffled(reviews)) await taken(`${apart}/reviews`, { reviews: [review] }, approver);
      const units = await unitsOf(together);
      expect(await unitsOf(apart)).toEqual(units);
      for (const { points, known, maximum } of units) {
        expect(known).toBeLessThanOrEqual(maximum);
        expect(points === null || points === known).toBe(true);
      }
      for (const { points, maximum, rank } of units) {
        const better = units.filter((one) => one.points !== null && one.points * maximum > points * one.maximum + 1e-6);
        expect(rank).toBe(points === null ? null : 1 + better.length);
      }
    }),
    { numRuns: 100 },
  );
});

/** What may happen after a publication; taken or refused, it must leave alone what was published. */
type Later = (scorecard: string, published: string) => Promise<unknown>;
const anyLater: fc.Arbitrary<Later> = fc.oneof(
  anyAssessment.map(
    (one): Later =>
      (scorecard) =>
        tracker.post(`${scorecard}/assessments`, { assessments: [one] }),
  ),
  anyAssessment.map(
    (one): Later =>
      (scorecard) =>
        tracker.post(`${scorecard}/reviews`, { reviews: [{ ...one, reason: 'Phúc tra' }] }, approver),
  ),
  fc.constantFrom(...REVIEWS).map(
    ({ year, unit, criterion, reason }): Later =>
      (scorecard) =>
        tracker.post(`${scorecard}/reviews/retraction`, { year, unit, criterion, reason }, approver),
  ),
  fc.constantFrom('pilot', 'suspended', 'live').map(
    (stage): Later =>
      () =>
        tracker.post('/deployments', { unit: '70501', system: 'e-office', stage, effectiveOn: '2016-11-01' }),
  ),
  fc.record({ unit: fc.constantFrom(...UNITS), name: fc.constantFrom('Huyện Một', 'Huyện Hai') }).map(
    ({ unit, name }): Later =>
      () =>
        tracker.patch(`/units/${unit}`, { corrects: '2016-12-31', name: `${name} ${unit}` }, { 'if-match': '*' }),
  ),
  fc.constant<Later>((scorecard) => tracker.post(`${scorecard}/versions`, { ...VERSION, grades: [], replaces: 1 })),
  fc.constant<Later>((scorecard, replaces) =>
    tracker.post(`${scorecard}/results`, { year: YEAR, replaces, reason: 'Công bố lại' }, approver),
  ),
);

it('leaves what was published as it is, to the byte, whatever is recorded later', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyLater, { minLength: 1, maxLength: 3 }), async (laters) => {
      const scorecard = await anotherScorecard();
      await taken(`${scorecard}/reviews`, { reviews: REVIEWS }, approver);
      const { id } = await taken(`${scorecard}/results`, { year: YEAR }, approver);
      const read = async (): Promise<string> => (await tracker.get(`${scorecard}/results/${id}`)).text;
      const [text, before] = [await read(), JSON.stringify(await unitsOf(scorecard))];
      for (const later of laters) await later(scorecard, id as string);
      expect(await read()).toBe(text);
      if (JSON.stringify(await unitsOf(scorecard)) !== before) changed += 1;
    }),
    { numRuns: 100 },
  );
  // The scores themselves did change meanwhile, or the property would show nothing.
  expect(changed).toBeGreaterThan(30);
});
