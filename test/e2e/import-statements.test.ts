import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv, exportOf } from '../support/imports.js';
import { lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

type Wishes = Record<string, string>;
type Headers = Record<string, string>;

const check = async (kind: string, rows: readonly Cells[], wishes: Wishes = {}, headers: Headers = {}): Promise<any> =>
  (await bringIn(tracker, csv(...rows), { kind, ...wishes }, { headers })).body;
const apply = (kind: string, rows: readonly Cells[], wishes: Wishes = {}, headers: Headers = {}): Promise<any> =>
  check(kind, rows, { mode: 'apply', ...wishes }, headers);
const undo = (id: string): Promise<any> => tracker.post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' });
const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;

const exported = (kind: string, headers: Headers = {}, query = 'asOf=2016-12-31'): Promise<Buffer> =>
  exportOf(tracker, kind, 'csv', query, headers);

/** A reporter of district 705, who sees everything, or that district alone. */
async function reporter(sees: 'everything' | 'own'): Promise<Headers> {
  const { id } = (await tracker.get('/units/705?asOf=2016-12-31')).body.unit;
  const grants = [{ role: 'reporter' as const, unitId: id }];
  const token = await (sees === 'own' ? tokenOf(tracker.database, grants, [id]) : tokenOf(tracker.database, grants));
  return { authorization: `Bearer ${token}` };
}

const TARGETS = [
  'Tên mục tiêu',
  'Hệ thống',
  'Chỉ số',
  'Mã phạm vi',
  'Cấp',
  'Đo bằng',
  'Cần đạt',
  'Ngày bắt đầu',
  'Hạn',
];
const E_OFFICE: Cells = [
  ...['100% xã dùng văn phòng điện tử', 'Văn phòng điện tử', '', '72', 'cấp xã', 'tỷ lệ', '100%', '31/12/2016'],
  '31/12/2018',
];
const MEETINGS: Cells = [
  ...['3.000 cuộc họp', '', 'paperless-meetings-held', '705', '', 'giá trị', '3.000', '01/01/2017', '31/12/2017'],
];

describe('a file of targets', () => {
  const listed = async (): Promise<any[]> => (await tracker.get('/targets?asOf=2016-12-31')).body.items;

  it('sets them, changes nothing the second time, and is taken back', async () => {
    const before = await listed();
    const checked = await check('targets', [TARGETS, E_OFFICE, MEETINGS]);
    expect(checked).toMatchObject({ errors: [], changes: { create: 2 }, revision: null });
    const applied = await apply('targets', [TARGETS, E_OFFICE, MEETINGS]);
    expect(applied).toMatchObject({ state: 'done', changes: checked.changes });
    expect(await listed()).toMatchObject([
      ...before,
      { name: '3.000 cuộc họp', indicator: 'paperless-meetings-held', goal: { value: 3000 }, scope: { code: '705' } },
      { name: E_OFFICE[0], system: 'e-office', level: 'commune', goal: { value: 1, print: '100%' } },
    ]);
    expect(await apply('targets', [TARGETS, MEETINGS, E_OFFICE])).toMatchObject({
      ...{ changes: { create: 0, update: 0, unchanged: 2 }, revision: null },
    });
    expect((await undo(applied.id)).body).toMatchObject({ undoReason: 'Nhập nhầm' });
    expect(await listed()).toEqual(before);
    expect(await apply('targets', [TARGETS, E_OFFICE])).toMatchObject({
      ...{ changes: { create: 0, previouslyRetracted: 1 }, revision: null },
      previouslyRetracted: [{ row: 2, subject: '100% xã dùng văn phòng điện tử, Tỉnh Tây Ninh' }],
    });
  });

  it('corrects goal, due day and name, shows what stood before, and keeps the documents', async () => {
    const first = await apply('targets', [TARGETS, E_OFFICE], { confirmRetracted: 'true' });
    expect(first.changes).toMatchObject({ create: 1 });
    const [document] = (await tracker.get('/documents?q=418')).body.items;
    const of = async (): Promise<any> => (await listed()).find(({ system }: any) => system === 'e-office');
    await tracker.post(`/documents/${document.id}/links`, { subject: { type: 'target', id: (await of()).id } });
    const later = E_OFFICE.with(6, '95').with(8, '30/06/2019');
    const goal = await apply('targets', [TARGETS, later], { reason: 'Điều chỉnh' });
    expect(goal).toMatchObject({ errors: [], changes: { create: 0, update: 1 } });
    expect(goal.corrections).toMatchObject([
      { row: 2, before: { goal: 100, dueOn: '2018-12-31' }, after: { goal: 95, dueOn: '2019-06-30' } },
    ]);
    expect(await of()).toMatchObject({ dueOn: '2019-06-30', documents: [{ id: document.id }] });
    const renamed = await apply('targets', [TARGETS, later.with(0, '95% xã dùng văn phòng điện tử')]);
    expect(renamed.corrections).toMatchObject([{ before: { name: '100% xã dùng văn phòng điện tử' } }]);
    // Both days are other: it is the next one.
    const next = later.with(7, '30/06/2019').with(8, '30/06/2020');
    expect(await check('targets', [TARGETS, next])).toMatchObject({ changes: { create: 1, update: 0 } });

    const refused = await undo(goal.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-targets-rest-on-it']);
    for (const { id } of [renamed, goal]) expect((await undo(id)).status).toBe(200);
    expect(await of()).toMatchObject({ name: E_OFFICE[0], dueOn: '2018-12-31', documents: [{ id: document.id }] });
    expect((await undo(first.id)).status).toBe(200);
  });

  it('tells every fault at once', async () => {
    const revision = await lastRevision(tracker);
    const { errors } = await apply('targets', [
      TARGETS,
      ['A', 'Văn phòng điện tư', '', '72', '', 'tỷ lệ', '100', '31/12/2016', '31/12/2018'],
      ['B', 'e-office', '', '72', '', 'tỷ lệ', '120', '31/12/2016', '31/12/2015'],
      ['C', '', 'nope', '99999', 'cấp làng', 'tỉ số', '-1', '31/02/2016', ''],
      ['D', 'e-office', 'portals-added', '72', '', 'tỷ lệ', '1', '31/12/2016', '31/12/2018'],
      ['E', '', '', '72', '', 'tỷ lệ', '1', '31/12/2016', '31/12/2018'],
      ['F', 'e-office', '', '72', '', 'tỷ lệ', '70', '31/12/2016', '31/12/2018'],
      ['F', 'e-office', '', '72', '', 'tỷ lệ', '80', '31/12/2016', '31/12/2018'],
    ]);
    expect(errors.map(place)).toEqual([
      '2 system system-unknown',
      ...['3 goal goal-above-all', '3 dueOn due-before-start'],
      ...[
        '4 indicator indicator-unknown',
        '4 scope unit-unknown',
        '4 level level-unknown',
        '4 measure measure-unknown',
      ],
      ...['4 goal negative-number', '4 startsOn no-such-day', '4 dueOn cell-blank'],
      ...['5 system system-or-indicator', '6 system system-or-indicator', '8 name rows-contradict'],
    ]);
    expect(errors[0]).toMatchObject({ sheet: 'trien-khai', cell: 'B2', read: 'Văn phòng điện tư' });
    expect(errors[0].candidates).toContain('e-office');
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('belongs to editors', async () => {
    const refused = await bringIn(
      tracker,
      csv(TARGETS, E_OFFICE),
      { kind: 'targets' },
      { headers: await reporter('own') },
    );
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
  });
});

const ACTIVITIES = [
  ...['Hoạt động', 'Nội dung', 'Ngày bắt đầu', 'Đơn vị tổ chức', 'Địa điểm', 'Hệ thống', 'Tổng số người'],
  ...['Mã đơn vị', 'Tên đơn vị', 'Số người dự', 'Loại thiết bị', 'Số lượng', 'ĐVT', 'Lớp số'],
];
const trained = (unit: string, people: string): Cells => [
  ...[
    'tập huấn',
    'Quản trị văn phòng điện tử',
    '02/03/2015',
    'Huyện Tân Biên',
    'Hội trường',
    'e-office; Chữ ký số',
    '20',
  ],
  ...[unit, '', people, '', '', '', ''],
];
const received = (unit: string, type: string, quantity: string, measure = 'bộ'): Cells => [
  ...['Bàn giao', 'Máy vi tính cho xã', '30/06/2015', 'Huyện Tân Biên', '', '', ''],
  ...[unit, '', '', type, quantity, measure, ''],
];
const FILE = [
  ACTIVITIES,
  trained('25492', '12'),
  trained('25495', ''),
  received('25492', 'Máy vi tính', '5'),
  received('25495', 'Máy vi tính', '4'),
  received('25495', 'Máy quét', '1', 'cái'),
];

describe('a file of trainings and handovers', () => {
  const listed = async (query = 'period=2015', headers: Headers = {}): Promise<any[]> =>
    (await tracker.get(`/activities?${query}`, headers)).body.items;
  const plain = ({ title, people, attendance, items, place: where, systems }: any): unknown => ({
    ...{ title, people, place: where, systems },
    attendance: attendance.map(({ unit, people: came }: any) => [unit.code, came]),
    items: items.map(({ unit, type, quantity, measure }: any) => [unit.code, type, quantity, measure]),
  });
  const TRAINING = {
    ...{ title: 'Quản trị văn phòng điện tử', people: 20, place: 'Hội trường' },
    systems: ['e-office', 'digital-signature'],
    attendance: [
      ['25492', 12],
      ['25495', null],
    ],
    items: [],
  };
  const HANDOVER = {
    ...{ title: 'Máy vi tính cho xã', people: null, place: null, systems: [], attendance: [] },
    items: [
      ['25492', 'Máy vi tính', 5, 'bộ'],
      ['25495', 'Máy vi tính', 4, 'bộ'],
      ['25495', 'Máy quét', 1, 'cái'],
    ],
  };
  let applied: any;

  it('records each with its units, and changes nothing the second time', async () => {
    expect(await check('activities', FILE)).toMatchObject({ errors: [], changes: { create: 5 } });
    applied = await apply('activities', FILE);
    expect(applied).toMatchObject({ state: 'done', rows: 5, changes: { create: 5, update: 0, unchanged: 0 } });
    expect((await listed()).map(plain)).toEqual([HANDOVER, TRAINING]);
    const again = [ACTIVITIES, ...FILE.slice(1).toReversed()];
    expect(await apply('activities', again)).toMatchObject({ changes: { unchanged: 5 }, revision: null });
    const back = await bringIn(tracker, await exported('activities'), { kind: 'activities' });
    expect([back.body.errors, back.body.changes.unchanged]).toEqual([[], back.body.rows]);
  });

  it('keeps classes of one day apart by place or by number', async () => {
    const other = trained('25492', '7').with(4, 'Nhà văn hóa').with(6, '');
    const third = trained('25492', '7').with(4, 'Nhà văn hóa').with(6, '').with(13, '2');
    const classes = await apply('activities', [...FILE, other, third]);
    expect(classes).toMatchObject({ errors: [], changes: { create: 2, update: 0, unchanged: 5 } });
    expect(await listed('period=2015&kind=training')).toHaveLength(3);
    const file = await exported('activities', {}, 'asOf=2015-12-31');
    const back = await bringIn(tracker, file, { kind: 'activities', mode: 'apply' });
    expect(back.body).toMatchObject({ errors: [], revision: null });
    expect(await apply('activities', [...FILE, other, third])).toMatchObject({ changes: { unchanged: 7 } });
    expect((await undo(classes.id)).status).toBe(200);
  });

  it('is corrected as a whole, shown with before and after, and taken back', async () => {
    const corrected = await apply('activities', [
      ACTIVITIES,
      trained('25492', '12'),
      trained('25495', '8'),
      received('25492', 'Máy vi tính', '6'),
      received('25495', 'Máy vi tính', '4'),
    ]);
    expect(corrected).toMatchObject({ errors: [], changes: { create: 0, update: 4 } });
    expect(corrected.corrections).toMatchObject([
      { row: 2, before: { attendance: expect.stringMatching(/Xã Tân Bình: \?/) } },
      { row: 4, before: { items: expect.stringMatching(/Máy quét, 1 cái/) } },
    ]);
    expect((await listed()).map(plain)).toMatchObject([
      { items: HANDOVER.items.slice(0, 2).with(0, ['25492', 'Máy vi tính', 6, 'bộ']) },
      { attendance: [TRAINING.attendance[0], ['25495', 8]] },
    ]);
    const renamed = [trained('25492', '12'), trained('25495', '8')].map((row) => row.with(1, 'Văn phòng điện tử'));
    expect(await check('activities', [ACTIVITIES, ...renamed])).toMatchObject({
      corrections: [{ before: { title: 'Quản trị văn phòng điện tử' }, after: { title: 'Văn phòng điện tử' } }],
    });
    const refused = await undo(applied.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-activities-rest-on-it']);
    expect((await undo(corrected.id)).status).toBe(200);
    expect((await listed()).map(plain).toSorted()).toEqual([HANDOVER, TRAINING]);
    expect((await undo(applied.id)).status).toBe(200);
    expect(await listed()).toEqual([]);
    const skipped = await apply('activities', FILE);
    expect(skipped).toMatchObject({ changes: { create: 0, previouslyRetracted: 5 }, revision: null });
    expect(skipped.previouslyRetracted).toHaveLength(2);
    expect(await apply('activities', FILE, { confirmRetracted: 'true' })).toMatchObject({ changes: { create: 5 } });
  });

  it('tells every fault at once, at its row', async () => {
    const revision = await lastRevision(tracker);
    const { errors } = await apply('activities', [
      ACTIVITIES,
      trained('25492', '30').with(1, 'A'),
      trained('25492', '1').with(1, 'A').with(6, '21'),
      trained('99999', '1').with(1, 'B').with(5, 'e-office; bàn'),
      received('25495', '', '0', '').with(1, 'C'),
      received('25495', 'Máy in', '1').with(1, 'D').with(9, '3'),
      received('', '', '', '').with(1, 'E').with(2, '30/06/2099').with(3, 'Tỉnh Tây Ninh'),
      trained('25492', '12').with(1, 'F').with(3, '').with(0, 'hội nghị'),
      trained('25492', '1').with(1, 'G').with(10, 'Máy in').with(11, '1').with(12, 'cái'),
      trained('', '4').with(1, 'H'),
      trained('25492', '12').with(1, 'I'),
      trained('25492', '12').with(1, 'I'),
    ]);
    expect(errors.map(place).toSorted()).toEqual(
      [
        '3 people rows-contradict',
        ...['4 systems system-unknown', '4 unit unit-unknown'],
        ...['5 type cell-blank', '5 measure cell-blank'],
        '6 attendees field-of-another-kind',
        ...['7 type required', '7 startsOn activity-in-the-future'],
        ...['8 kind activity-kind-unknown', '8 organiser unit-not-named'],
        '9 type field-of-another-kind',
        '10 unit unit-not-named',
        ...['12 unit attends-twice', '11 people people-below-attendance'],
      ].toSorted(),
    );
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('is taken from a reporter for its own units alone', async () => {
    const headers = await reporter('everything');
    const file = [ACTIVITIES, trained('25492', '3').with(1, 'Lớp của huyện')];
    expect(await apply('activities', file, {}, headers)).toMatchObject({ errors: [], changes: { create: 1 } });
    const foreign = trained('', '3').with(8, 'Phường 3').with(1, 'Lớp của tỉnh').with(3, 'Thành phố Tây Ninh');
    const { errors } = await apply('activities', [ACTIVITIES, foreign], {}, headers);
    expect(errors.map(place)).toEqual(['2 organiserName outside-your-scope']);
  });

  it('gives whoever sees some units those, and keeps the others when they are brought in again', async () => {
    const headers = await reporter('own');
    const own = trained('25492', '5').with(1, 'Lớp chung').with(6, '9');
    const both = [ACTIVITIES, own, trained('', '4').with(8, 'Phường 3').with(1, 'Lớp chung').with(6, '9')];
    expect(await apply('activities', both)).toMatchObject({ errors: [], changes: { create: 2 } });
    const seen = (await exported('activities', headers, 'asOf=2015-12-31')).toString();
    expect([seen.includes('25492'), seen.includes('25459')]).toEqual([true, false]);
    const back = await bringIn(tracker, Buffer.from(seen), { kind: 'activities' }, { headers });
    expect([back.body.errors, back.body.changes.unchanged]).toEqual([[], back.body.rows]);
    const more = await apply('activities', [ACTIVITIES, own.with(9, '4').with(6, '')], {}, headers);
    expect(more).toMatchObject({ errors: [], changes: { update: 1 } });
    const [whole] = (await listed('period=2015&q=lop%20chung')).map(plain);
    expect(whole).toMatchObject({
      ...{ people: 9 },
      attendance: [
        ['25492', 4],
        ['25459', 4],
      ],
    });
  });
});

describe('files as offices keep them in Excel', () => {
  const FILES = join(import.meta.dirname, '../fixtures/imports/statements');

  it.each([
    ['activities', 4],
    ['targets', 2],
  ] as const)('%s.xlsx is understood, applied once, and taken back', async (kind, rows) => {
    const bytes = readFileSync(join(FILES, `${kind}.xlsx`));
    const send = async (): Promise<any> =>
      (await bringIn(tracker, bytes, { kind, mode: 'apply' }, { name: `${kind}.xlsx` })).body;
    const applied = await send();
    expect(applied).toMatchObject({ errors: [], rows, changes: { create: rows, update: 0 } });
    expect(await send()).toMatchObject({ changes: { unchanged: rows }, revision: null });
    if (kind === 'activities') {
      const { totals } = (await tracker.get('/activities/figures?within=705&period=2016&asOf=2016-12-31')).body;
      expect(totals).toMatchObject({ trainings: 1, people: 15, equipment: [{ print: 'Máy vi tính: 09 bộ' }] });
    }
    expect((await undo(applied.id)).status).toBe(200);
  });
});
