import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { GROUPS, recordSmallProvince, REVIEWS, VERSION, YEAR } from '../support/made-up-scorecard.js';
import { taken } from '../support/made-up-province.js';
import { faultsOf } from '../support/questions.js';

jest.setTimeout(120_000);

const AT_ONCE = 8;

let tracker: TestApp;
/** Another instance of the service on the same database. */
let other: NestFastifyApplication;
let otherAddress: string;
let approver: Record<string, string>;
let scorecards = 0;
beforeAll(async () => {
  tracker = await startApp();
  approver = await recordSmallProvince(tracker);
  other = await createApplication(tracker.options);
  await other.listen(0, '127.0.0.1');
  otherAddress = await other.getUrl();
});
afterAll(async () => {
  await other.close();
  await tracker.stop();
});

/** A scorecard of which nothing is open; its address. */
async function reviewedScorecard(): Promise<string> {
  scorecards += 1;
  const code = `thu-${scorecards}`;
  await taken(tracker, '/scorecards', { code, name: `Bộ chỉ số ${scorecards}` });
  await taken(tracker, `/scorecards/${code}/versions`, VERSION);
  const { status } = await tracker.post(`/scorecards/${code}/reviews`, { reviews: REVIEWS }, approver);
  expect(status).toBe(201);
  return `/scorecards/${code}`;
}

const publish = (scorecard: string, more: object = {}): Promise<TestAnswer> =>
  tracker.post(`${scorecard}/results`, { year: YEAR, ...more }, approver);
/** The same through the other instance. */
async function publishThere(scorecard: string, more: object = {}): Promise<Pick<TestAnswer, 'status' | 'body'>> {
  const response = await fetch(`${otherAddress}/api/v1${scorecard}/results`, {
    ...{ method: 'POST', headers: { ...approver, 'content-type': 'application/json' } },
    body: JSON.stringify({ year: YEAR, ...more }),
  });
  return { status: response.status, body: await response.json() };
}
/** Every second one through the other instance. */
const publishAnywhere = (index: number, scorecard: string, more: object): ReturnType<typeof publishThere> =>
  index % 2 === 0 ? publish(scorecard, more) : publishThere(scorecard, more);
const resultsOf = async (scorecard: string): Promise<any[]> => (await tracker.get(`${scorecard}/results`)).body.items;
const many = <T>(work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(index)));
const statusesOf = (answers: readonly Pick<TestAnswer, 'status'>[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

/** What a result says of each criterion, and what the scores said in the revision that it was computed from. */
async function expectAsComputed(scorecard: string, id: string): Promise<any> {
  const { body: result } = await tracker.get(`${scorecard}/results/${id}`);
  const then = `year=${YEAR}&revision=${result.computedFrom}`;
  const { body: scores } = await tracker.get(`${scorecard}/scores?${then}`);
  const facts = ({ unit, points, maximum, grade, rank }: any): unknown => [unit.code, points, maximum, grade, rank];
  expect(result.units.map(facts)).toEqual(scores.units.map(facts));
  for (const { unit, criteria } of result.units) {
    const { body: score } = await tracker.get(`${scorecard}/scores/${unit.code}?${then}`);
    const said = ({ code, points, basis, accepted, declared }: any): unknown => [
      code,
      points,
      basis,
      accepted,
      declared,
    ];
    expect(criteria.map(said)).toEqual(score.criteria.map(said));
  }
  return result;
}

describe('several who publish the scores of a year at once, through two instances', () => {
  it('make one result; the others are told which', async () => {
    const scorecard = await reviewedScorecard();
    const answers = await many((index) => publishAnywhere(index, scorecard, { document: `Quyết định số ${index}` }));
    expect(statusesOf(answers)).toEqual([201, ...Array<number>(AT_ONCE - 1).fill(409)]);
    const id = answers.find(({ status }) => status === 201)?.body.id as string;
    for (const { status, body } of answers)
      if (status === 409)
        expect(body.errors).toMatchObject([{ path: 'replaces', code: 'published-already', current: id }]);
    expect(await resultsOf(scorecard)).toMatchObject([{ id, number: 1, replaces: null, replacedBy: null }]);
    await expectAsComputed(scorecard, id);
  });

  it('replace a result once, in a line of numbers without a gap', async () => {
    const scorecard = await reviewedScorecard();
    let current = (await publish(scorecard)).body.id as string;
    for (let round = 2; round <= 3; round += 1) {
      const answers = await many((index) =>
        publishAnywhere(index, scorecard, { replaces: current, reason: `Lần ${round}` }),
      );
      expect(statusesOf(answers)).toEqual([201, ...Array<number>(AT_ONCE - 1).fill(409)]);
      const next = answers.find(({ status }) => status === 201)?.body.id as string;
      for (const answer of answers)
        if (answer.status === 409)
          expect(answer.body.errors).toMatchObject([{ code: 'published-already', current: next }]);
      current = next;
    }
    const results = await resultsOf(scorecard);
    expect(results.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(results.map(({ replaces }) => replaces)).toEqual([...results.slice(1).map(({ id }) => id), null]);
    expect(results[0].id).toBe(current);
  });

  it('of one Idempotency-Key make one result, and are all told of it', async () => {
    const scorecard = await reviewedScorecard();
    const headers = { ...approver, 'idempotency-key': scorecard };
    const answers = await many(() => tracker.post(`${scorecard}/results`, { year: YEAR }, headers));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await resultsOf(scorecard)).toMatchObject([{ id: answers[0]?.body.id, number: 1 }]);
  });

  it('of different years and scorecards are not in each other’s way', async () => {
    const both = [await reviewedScorecard(), await reviewedScorecard()];
    const answers = await Promise.all(both.map((scorecard) => publish(scorecard)));
    expect(statusesOf(answers)).toEqual([201, 201]);
    for (const [index, scorecard] of both.entries())
      expect(await resultsOf(scorecard)).toMatchObject([{ id: answers[index]?.body.id, number: 1 }]);
  });
});

describe('who publishes while others declare, review and withdraw', () => {
  const UNIT = GROUPS['few']?.[0];

  it('is refused, or publishes what was known in one revision to the letter', async () => {
    for (let round = 0; round < 3; round += 1) {
      const scorecard = await reviewedScorecard();
      const withdrawal = { year: YEAR, unit: UNIT, criterion: 'I.1', reason: 'Xem lại' };
      const answers = await many((index): Promise<TestAnswer> => {
        const points = 40 + index;
        switch (index % 4) {
          case 0:
            return publish(scorecard);
          case 1:
            return tracker.post(
              `${scorecard}/reviews`,
              { reviews: [{ year: YEAR, unit: UNIT, criterion: 'I.1', points, reason: `Lần ${index}` }] },
              approver,
            );
          case 2:
            return tracker.post(`${scorecard}/assessments`, {
              assessments: [{ year: YEAR, unit: UNIT, criterion: 'II.1', points: 11 + index / 100 }],
            });
          default:
            return tracker.post(`${scorecard}/reviews/retraction`, withdrawal, approver);
        }
      });
      const published = answers.filter((_, index) => index % 4 === 0);
      const made = published.filter(({ status }) => status === 201);
      const results = await resultsOf(scorecard);
      expect(results.map(({ id }) => id)).toEqual(made.map(({ body }) => body.id));
      expect(made.length).toBeLessThanOrEqual(1);
      for (const answer of published)
        if (answer.status !== 201) {
          expect(answer.status).toBe(409);
          // Another was quicker, or what was declared otherwise than computed waits for a reviewer.
          for (const fault of faultsOf(answer))
            expect(['replaces published-already', 'year score-open']).toContain(fault);
        }
      for (const answer of answers) expect(answer.status).toBeLessThan(500);
      for (const { id, recordedIn } of results) {
        const result = await expectAsComputed(scorecard, id as string);
        // Nothing was written between what it was computed from and the result itself.
        expect(result.computedFrom).toBe(recordedIn - 1);
        const { body } = await tracker.get(`${scorecard}/results/${id}?revision=${recordedIn}`);
        expect(body).toEqual(result);
      }
    }
  });
});
