import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

// What the report of 2016 says of the index of administrative reform (QĐ 584/QĐ-UBND) and of a training, got back as it
// was printed.

jest.setTimeout(60_000);

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};
const result = async (): Promise<any> => {
  const { items } = (await tracker.get('/scorecards/par-index/results?year=2016&asOf=2016-12-31')).body;
  return (await tracker.get(`/scorecards/par-index/results/${only<any>(items).id}`)).body;
};
const grade = async (name: string): Promise<string> =>
  (await result()).grades.find((one: any) => one.grade === name).print;
const points = async (rank: number, unit: string): Promise<string> => {
  const found = (await result()).units.find((one: any) => one.rank === rank);
  expect(found.unit.code).toBe(unit);
  return found.print;
};
const training = async (): Promise<string> =>
  only<any>((await tracker.get('/activities?kind=training&period=2016&asOf=2016-12-31')).body.items).print;

it.each<[string, string, () => Promise<string>]>([
  ['F33', '09', () => grade('A')],
  ['F34', '08', () => grade('B')],
  ['F35', '98,75', () => points(1, '72.STTTT')],
  ['F36', '98,25', () => points(2, '72.SKHCN')],
  ['F37', '95,75', () => points(3, '72.STC')],
  ['F43', '08/12/2016', training],
])('%s prints %s', async (_fact, printed, ask) => {
  expect(await ask()).toBe(printed);
});

it('leaves unknown what the report does not state', async () => {
  const { ranked, result: said, units, documents } = await result();
  // 9 + 8 = 17 were graded; how many were ranked, the maximum and the day of the decision are not stated.
  expect(ranked).toBeNull();
  expect(said).toMatchObject({ source: 'stated', publishedOn: null, document: 'Quyết định số 584/QĐ-UBND' });
  expect(units.map(({ maximum, percent, grade: of }: any) => [maximum, percent, of])).toEqual(
    Array.from({ length: 3 }, () => [null, null, null]),
  );
  expect(only<any>(documents).number).toBe('584/QĐ-UBND');
});

it('knows of the training neither who came nor how many', async () => {
  const { items } = (await tracker.get('/activities?kind=training&period=2016')).body;
  expect(only<any>(items)).toMatchObject({ systems: ['one-stop-shop', 'e-office'], people: null, attendance: [] });
  const { totals } = (await tracker.get('/activities/figures?period=2016')).body;
  expect(totals).toMatchObject({ trainings: 1, people: null, printPeople: 'chưa có số liệu' });
});
