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

/** Records the scorecard `thu` with what it measures; the header of somebody who may review and publish. */
export async function recordScorecard(tracker: TestApp, code = 'thu'): Promise<Record<string, string>> {
  const communes = (await tracker.get('/units?within=705&level=commune&asOf=2016-12-31')).body.items;
  for (const [index, { id }] of communes.slice(0, 5).entries()) {
    const entry = { unit: id, system: 'e-office', stage: index < 4 ? 'live' : 'none', effectiveOn: '2016-06-01' };
    await taken(tracker, '/deployments', entry);
  }
  for (const [group, members] of Object.entries(GROUPS)) {
    const set = { code: `diem-${group}`, name: `Nhóm ${group}`, members: members.map((unit) => ({ unit, ...DAYS })) };
    await taken(tracker, '/sets', set);
  }
  await taken(tracker, '/scorecards', { code, name: 'Bộ chỉ số thử' });
  await taken(tracker, `/scorecards/${code}/versions`, VERSION);
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
