import { tokenOf } from './accounts.js';
import { type TestApp } from './app.js';
import { taken } from './made-up-province.js';

export const YEAR = 2016;

/** Districts of the sample by group; own maxima 100, 96.5 and 71.5 as in QĐ 2729/QĐ-UBND of 2023. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  full: ['703', '707'],
  most: ['705', '706'],
  few: ['709'],
};

/** A made-up scorecard of districts; e-office of the communes is 10/10, 11/11, 4/10, 12/12 and 8/8 in the order above. */
export const VERSION = {
  fromYear: 2015,
  within: '72',
  groups: Object.keys(GROUPS).map((code) => ({ code, name: `Nhóm ${code}`, level: 'district', set: `diem-${code}` })),
  criteria: [
    { code: 'I', name: 'Ứng dụng công nghệ thông tin' },
    {
      ...{ code: 'I.1', name: 'Văn phòng điện tử ở cấp xã', parent: 'I', maximum: [{ points: 60 }] },
      formula: { measure: { of: 'coverage', system: 'e-office', level: 'commune' }, form: { type: 'share' } },
    },
    {
      ...{ code: 'I.2', name: 'Chất lượng vận hành', parent: 'I' },
      maximum: [
        { group: 'full', points: 28.5 },
        { group: 'most', points: 25 },
      ],
    },
    { code: 'II', name: 'Một cửa' },
    {
      ...{ code: 'II.1', name: 'Một cửa điện tử ở cấp xã', parent: 'II', maximum: [{ points: 11.5 }] },
      formula: {
        measure: { of: 'coverage', system: 'one-stop-shop', level: 'commune' },
        form: {
          type: 'steps',
          steps: [
            { atLeast: 50, award: 50 },
            { atLeast: 100, award: 100 },
          ],
        },
      },
    },
  ],
  grades: [
    { grade: 'A', name: 'Tốt', atLeast: 80 },
    { grade: 'B', name: 'Khá', atLeast: 65 },
    { grade: 'C', name: 'Trung bình', atLeast: 50 },
  ],
  legalBasis: 'Bộ tiêu chí thử',
};

/** The header of somebody who may review and publish, after recording the scorecard `thu` upon the sample. */
export async function recordScorecard(tracker: TestApp): Promise<Record<string, string>> {
  const communes = (await tracker.get('/units?within=705&level=commune&asOf=2016-12-31')).body.items;
  for (const [index, { id }] of communes.slice(0, 5).entries()) {
    const entry = { unit: id, system: 'e-office', stage: index < 4 ? 'live' : 'none', effectiveOn: '2016-06-01' };
    await taken(tracker, '/deployments', entry);
  }
  await recordSets(tracker);
  await taken(tracker, '/scorecards', { code: 'thu', name: 'Bộ chỉ số thử' });
  await taken(tracker, '/scorecards/thu/versions', VERSION);
  return approverOf(tracker);
}

/** A province with nothing but the districts that are scored, a commune in each, and both systems at all of them. */
export async function recordSmallProvince(tracker: TestApp): Promise<Record<string, string>> {
  await taken(tracker, '/units', { code: '72', name: 'Tỉnh Thử', kind: 'tỉnh', level: 'province' });
  const communes: string[] = [];
  for (const code of Object.values(GROUPS).flat()) {
    await taken(tracker, '/units', { code, name: `Huyện ${code}`, kind: 'huyện', level: 'district', parent: '72' });
    const commune = { code: `${code}01`, name: `Xã ${code}`, kind: 'xã', level: 'commune', parent: code };
    communes.push((await taken(tracker, '/units', commune)).id as string);
  }
  for (const system of ['e-office', 'one-stop-shop']) {
    await taken(tracker, '/systems', { code: system, name: `Hệ thống ${system}` });
    await taken(tracker, `/systems/${system}/applicability`, { level: 'commune' });
    const entries = communes.map((unit) => ({ unit, system, stage: 'live', effectiveOn: '2016-06-01' }));
    await taken(tracker, '/deployments/batch', { entries });
  }
  await recordSets(tracker);
  return approverOf(tracker);
}

async function recordSets(tracker: TestApp): Promise<void> {
  for (const [group, members] of Object.entries(GROUPS)) {
    const set = { code: `diem-${group}`, name: `Nhóm ${group}`, members: members.map((unit) => ({ unit, ...DAYS })) };
    await taken(tracker, '/sets', set);
  }
}

async function approverOf(tracker: TestApp): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'approver' }])}` };
}

const DAYS = { validFrom: '2014-01-01', validTo: '2020-01-01' };

/** Reviews after which everything is accepted: 100 of 100; 80, 77.2 and 57.2, all 0.8 of their own maximum; 53.75 of 96.5. */
export const REVIEWS = [
  { unit: '703', criterion: 'I.2', points: 28.5 },
  { unit: '707', criterion: 'I.2', points: 8.5 },
  { unit: '706', criterion: 'I.2', points: 5.7 },
  { unit: '709', criterion: 'I.1', points: 45.7 },
  { unit: '705', criterion: 'I.2', points: 18.25 },
].map((review) => ({ year: YEAR, reason: 'Theo hồ sơ kiểm chứng', ...review }));
