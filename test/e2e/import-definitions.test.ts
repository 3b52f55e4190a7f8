import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv, exportOf } from '../support/imports.js';
import { taken } from '../support/made-up-province.js';
import { lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

type Wishes = Record<string, string>;

const AS_OF = '2016-12-31';
const check = async (kind: string, rows: readonly Cells[], wishes: Wishes = {}): Promise<any> =>
  (await bringIn(tracker, csv(...rows), { kind, asOf: AS_OF, ...wishes })).body;
const apply = (kind: string, rows: readonly Cells[], wishes: Wishes = {}): Promise<any> =>
  check(kind, rows, { mode: 'apply', ...wishes });
const undo = (id: string): Promise<any> => tracker.post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' });
const undone = async (...files: { id: string }[]): Promise<void> => {
  for (const { id } of files) expect((await undo(id)).body).toMatchObject({ undoReason: 'Nhập nhầm' });
};
const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;

/** The line of an export that holds a text, brought in again with some cells changed. */
async function changed(kind: string, holding: string, cells: Record<string, string>): Promise<any> {
  const text = (await exportOf(tracker, kind, 'csv', `asOf=${AS_OF}`)).toString().replace(/^\ufeff/, '');
  const [headings = [], ...rows] = text.split('\r\n').map((line) => line.split(';'));
  const row = rows.find((one) => one.join(';').includes(holding)) ?? [];
  for (const [heading, value] of Object.entries(cells)) row[headings.indexOf(heading)] = value;
  expect(row).toHaveLength(headings.length);
  return apply(kind, [headings, row]);
}

const INDICATORS = [
  ...['STT', 'Mã', 'Chỉ tiêu thống kê', 'Loại', 'ĐVT', 'Khái niệm, phương pháp tính', 'Hệ phân loại', 'Hệ thống'],
  ...['Thuộc chỉ số', 'Tên phần còn lại', 'Phạm vi số liệu', 'Được vượt 100%', 'Điểm tối đa', 'Lịch kỳ báo cáo'],
  ...['Căn cứ', 'Từ ngày', 'Đến trước ngày'],
];
/** A part stands before its whole, which it names by its name. */
const FULL: Cells = [
  ...['1', 'dvc-toan-trinh', 'Dịch vụ công trực tuyến toàn trình', 'Số hiện có', 'thủ tục', 'Số thủ tục toàn trình'],
  ...['hai-muc-2022', 'Dịch vụ công trực tuyến', 'Dịch vụ công trực tuyến các mức', 'Dịch vụ công một phần'],
  ...['cả cấp dưới', '', '', '', '42/2022/NĐ-CP', '01/01/2016', ''],
];
const ONLINE: Cells = [
  ...[
    '2',
    'dvc-truc-tuyen',
    'Dịch vụ công trực tuyến các mức',
    'số hiện có',
    'thủ tục',
    'Số thủ tục toàn trình và một phần',
  ],
  ...[
    'hai-muc-2022',
    'Dịch vụ công trực tuyến',
    '',
    '',
    'gồm cả cấp dưới',
    '',
    '',
    '',
    '42/2022/NĐ-CP',
    '01/01/2016',
    '',
  ],
];
const ON_TIME: Cells = [
  ...[
    '3',
    'ho-so-dung-han',
    'Hồ sơ giải quyết đúng hạn',
    'TY LE',
    '',
    'Hồ sơ đúng hạn trên tổng số hồ sơ đã giải quyết',
  ],
  ...['', '', '', '', 'riêng đơn vị', 'không', '', 'theo Nghị định 09/2019/NĐ-CP', '', '', ''],
];
const POINTS: Cells = [
  ...['4', 'diem-ung-dung', 'Điểm ứng dụng công nghệ thông tin', 'điểm', 'điểm', 'Điểm do Sở chấm', '', '', '', ''],
  ...['', '', '98,75', '', '', '', ''],
];
const FILE = [INDICATORS, FULL, ONLINE, ON_TIME, POINTS];

/** Districts, scored by one indicator. */
const scoredBy = (indicator: string): object => ({
  ...{ fromYear: 2016, within: '72', groups: [{ code: 'h', name: 'Cấp huyện', level: 'district' }] },
  criteria: [
    {
      ...{ code: 'I', name: 'Ứng dụng công nghệ thông tin', maximum: [{ points: 10 }] },
      formula: { measure: { of: 'indicator', indicator }, form: { type: 'yes-no' } },
    },
  ],
  grades: [{ grade: 'A', name: 'Đạt', atLeast: 50 }],
});

const periodsOf = async (code: string): Promise<any[]> => (await tracker.get(`/indicators/${code}`)).body.periods;
const meaningsOf = async (code: string, field = 'definition'): Promise<unknown[]> =>
  (await periodsOf(code)).map((one) => [one.validFrom, one.validTo, one[field]]);

describe('a file of what indicators mean', () => {
  let made: any;

  it('defines them, a whole before its parts, changes nothing the second time, and goes out as it came', async () => {
    const checked = await check('indicators', FILE);
    expect(checked).toMatchObject({ errors: [], changes: { create: 4 }, revision: null });
    made = await apply('indicators', FILE);
    expect(made).toMatchObject({ state: 'done', changes: checked.changes });
    expect((await tracker.get(`/indicators/dvc-toan-trinh?asOf=${AS_OF}`)).body.indicator).toMatchObject({
      ...{ kind: 'stock', counted: 'thủ tục', scheme: 'hai-muc-2022', system: 'online-services' },
      ...{ wider: 'dvc-truc-tuyen', restName: 'Dịch vụ công một phần', reach: 'subtree', calendar: 'calendar' },
      ...{ legalBasis: '42/2022/NĐ-CP', maximum: null },
    });
    expect((await tracker.get(`/indicators/ho-so-dung-han?asOf=${AS_OF}`)).body.indicator).toMatchObject({
      ...{ kind: 'ratio', calendar: 'decree-09', reach: 'unit', mayExceed: false, wider: null },
    });
    expect((await tracker.get(`/indicators/diem-ung-dung?asOf=${AS_OF}`)).body.indicator).toMatchObject({
      maximum: 98.75,
    });
    const again = await apply('indicators', [INDICATORS, POINTS, ONLINE, ON_TIME, FULL]);
    expect(again).toMatchObject({ errors: [], changes: { create: 0, update: 0, unchanged: 4 }, revision: null });
    const exported = await exportOf(tracker, 'indicators', 'xlsx', `asOf=${AS_OF}`);
    const back = (await bringIn(tracker, exported, { kind: 'indicators', asOf: AS_OF }, { name: 'x.xlsx' })).body;
    expect([back.errors, back.changes.unchanged]).toEqual([[], back.rows]);
    expect(back.rows).toBeGreaterThan(4);
  });

  it('corrects a meaning from its first day, or changes it from a day on, and is taken back in reverse', async () => {
    const corrected = await changed('indicators', 'dvc-toan-trinh;', { 'Định nghĩa': 'Số thủ tục làm trọn trên mạng' });
    expect(corrected).toMatchObject({ errors: [], changes: { create: 0, update: 1 } });
    expect(corrected.corrections).toMatchObject([
      {
        subject: 'Dịch vụ công trực tuyến toàn trình (dvc-toan-trinh)',
        before: { definition: 'Số thủ tục toàn trình' },
        after: { definition: 'Số thủ tục làm trọn trên mạng', changesFrom: '2016-01-01' },
      },
    ]);
    expect(await meaningsOf('dvc-toan-trinh')).toEqual([['2016-01-01', null, 'Số thủ tục làm trọn trên mạng']]);
    const later = await changed('indicators', 'dvc-toan-trinh;', { 'Từ ngày': '01/07/2016', 'Định nghĩa': 'Khác đi' });
    expect(later).toMatchObject({ errors: [], changes: { update: 1 } });
    expect(await meaningsOf('dvc-toan-trinh')).toEqual([
      ['2016-01-01', '2016-07-01', 'Số thủ tục làm trọn trên mạng'],
      ['2016-07-01', null, 'Khác đi'],
    ]);
    const refused = await undo(corrected.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-changes-rest-on-it']);
    expect(refused.body.errors[0].message).toContain('dvc-toan-trinh (thay đổi sau đó: 1)');
    await undone(later, corrected);
    expect(await meaningsOf('dvc-toan-trinh')).toEqual([['2016-01-01', null, 'Số thủ tục toàn trình']]);
  });

  it('changes what began before the record from the day asked about, and changes nothing where only the day is other', async () => {
    const renamed = await changed('indicators', 'ho-so-dung-han;', { 'Tên chỉ số': 'Hồ sơ đúng hạn' });
    expect(renamed.corrections).toMatchObject([{ after: { name: 'Hồ sơ đúng hạn', changesFrom: AS_OF } }]);
    expect(await meaningsOf('ho-so-dung-han', 'name')).toEqual([
      [null, AS_OF, 'Hồ sơ giải quyết đúng hạn'],
      [AS_OF, null, 'Hồ sơ đúng hạn'],
    ]);
    await undone(renamed);
    const day = await changed('indicators', 'dvc-toan-trinh;', { 'Từ ngày': '01/03/2016' });
    expect(day.errors.map(place)).toEqual(['2 validFrom recorded-since-earlier']);
  });

  it('keeps kind and system for good, and says what to do instead', async () => {
    const { errors } = await changed('indicators', 'dvc-toan-trinh;', {
      'Loại chỉ số': 'số đếm theo kỳ',
      'Hệ thống': 'e-office',
    });
    expect(errors).toMatchObject([
      { column: 'kind', code: 'indicator-kind-cannot-be-changed', message: expect.stringContaining('"số hiện có"') },
      {
        column: 'system',
        code: 'indicator-system-cannot-be-changed',
        message: expect.stringContaining('online-services'),
      },
    ]);
    for (const { message } of errors) expect(message).toMatch(/chỉ số mới có mã khác.*hoàn tác/);
    const none = await changed('indicators', 'ho-so-dung-han;', { 'Hệ thống': 'e-office' });
    expect(none.errors).toMatchObject([
      { column: 'system', message: expect.stringContaining('không gắn với hệ thống nào') },
    ]);
  });

  it('ends one, unless values of later periods are stated', async () => {
    const value = await taken(tracker, '/indicator-values', {
      ...{ indicator: 'ho-so-dung-han', unit: '705', period: '2016-10', amount: 98, outOf: 100 },
    });
    const end = (day: string): Promise<any> => changed('indicators', 'ho-so-dung-han;', { 'Đến trước ngày': day });
    // By the decree October ends on the 14th; the definition is that of the month's last day.
    expect((await end('31/10/2016')).errors.map(place)).toEqual(['2 validTo values-after-end']);
    const ended = await end('01/01/2017');
    expect([ended.changes.update, await meaningsOf('ho-so-dung-han', 'code')]).toEqual([
      ...[1, [[null, '2017-01-01', 'ho-so-dung-han']]],
    ]);
    expect(await end('01/01/2017')).toMatchObject({ changes: { unchanged: 1 }, revision: null });
    // The value keeps its definition, whatever the end.
    await undone(ended);
    expect(await meaningsOf('ho-so-dung-han', 'code')).toEqual([[null, null, 'ho-so-dung-han']]);
    await taken(tracker, `/indicator-values/${value.id}/retraction`, { reason: 'Thử' });
  });

  it('is not taken back where values were stated under a meaning that would be gone', async () => {
    const state = (period: string): Promise<any> =>
      taken(tracker, '/indicator-values', { indicator: 'dvc-truc-tuyen', unit: '72', period, amount: 5 });
    const before = await state('2016-02');
    const later = await changed('indicators', 'dvc-truc-tuyen;', { 'Từ ngày': '01/07/2016', 'Hệ phân loại': 'khac' });
    const [earlier, after] = [await state('2016-03'), await state('2016-08')];
    expect([before.scheme, earlier.scheme, after.scheme]).toEqual(['hai-muc-2022', 'hai-muc-2022', 'khac']);
    const refused = await undo(later.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-changes-rest-on-it']);
    expect(refused.body.errors[0]).toMatchObject({ resting: ['dvc-truc-tuyen (values: 1)'] });
    expect(refused.body.errors[0].message).toContain('dvc-truc-tuyen (số liệu: 1)');
    await taken(tracker, `/indicator-values/${after.id}/retraction`, { reason: 'Thử' });
    await undone(later);
    const { rows } = (await tracker.get('/indicators/dvc-truc-tuyen/figures?period=2016-03&within=72')).body;
    expect(rows).toMatchObject([{ amount: 5, scheme: 'hai-muc-2022' }]);
    expect((await undo(made.id)).body.errors[0].resting).toEqual(['dvc-truc-tuyen (values: 2)']);
    for (const { id } of [before, earlier])
      await taken(tracker, `/indicator-values/${id}/retraction`, { reason: 'Thử' });
  });

  it('is not taken back where levels, duties, targets and scorecards rest on what it made', async () => {
    const duty = {
      indicator: 'dvc-truc-tuyen',
      level: 'commune',
      frequency: 'month',
      dueRule: 'days-after',
      dueCount: 2,
    };
    const owed = await apply('duties', [
      ['Chỉ số', 'Cấp', 'Kỳ', 'Cách tính hạn', 'Số ngày'],
      [duty.indicator, 'cấp xã', 'tháng', 'ngày sau', '2'],
    ]);
    expect(owed).toMatchObject({ errors: [], changes: { create: 1 } });
    const goal = {
      name: 'Mọi thủ tục',
      scope: '72',
      measure: 'value',
      goal: 2000,
      startsOn: AS_OF,
      dueOn: '2017-12-31',
    };
    const target = await taken(tracker, '/targets', { ...goal, indicator: 'dvc-truc-tuyen' });
    await taken(tracker, '/scorecards', { code: 'thu', name: 'Bộ chỉ số thử' });
    await taken(tracker, '/scorecards/thu/versions', scoredBy('diem-ung-dung'));
    const within = { code: 'dvc-mot-cua', name: 'Phần của mức toàn trình', kind: 'stock', definition: 'Phần' };
    const part = { ...within, reach: 'subtree', wider: 'dvc-toan-trinh', validFrom: '2016-01-01' };
    await taken(tracker, '/indicators', part);
    const refused = await undo(made.id);
    expect(refused.body.errors[0].resting).toEqual([
      ...['diem-ung-dung (scorecards: 1)', 'dvc-truc-tuyen (duties: 1)', 'dvc-truc-tuyen (targets: 1)'],
    ]);
    await undone(owed);
    await taken(tracker, `/targets/${target.id}/retraction`, { reason: 'Thử' });
    const scored = await undo(made.id);
    expect(scored.body.errors[0].resting).toEqual(['diem-ung-dung (scorecards: 1)']);
  });

  it('lets a code that was taken back be another kind, and keeps what was known', async () => {
    const code = 'ghi-nham';
    const HEADING = ['Mã', 'Tên chỉ số', 'Loại', 'Định nghĩa'];
    const wrong = await apply('indicators', [HEADING, [code, 'Ghi nhầm', 'số đếm', 'Đếm']]);
    const { body } = await tracker.get(`/indicators/${code}`);
    await undone(wrong);
    expect((await tracker.get(`/indicators/${code}`)).status).toBe(404);
    const right = await apply('indicators', [HEADING, [code, 'Ghi đúng', 'tỷ lệ', 'Tỷ lệ']]);
    expect(right).toMatchObject({ errors: [], changes: { create: 1 } });
    expect((await tracker.get(`/indicators/${code}`)).body.indicator).toMatchObject({ kind: 'ratio' });
    const then = await tracker.get(`/indicators/${code}?revision=${body.revision}`);
    expect(then.body.indicator).toMatchObject({ kind: 'count', name: 'Ghi nhầm' });
    await undone(right);
    expect(await apply('indicators', [HEADING, [code, 'Ghi nhầm', 'số đếm', 'Đếm']])).toMatchObject({
      ...{ errors: [], changes: { create: 1 } },
    });
  });

  it('is not taken back where a level would be left outside', async () => {
    const HEADING = ['Mã', 'Tên chỉ số', 'Loại', 'Định nghĩa', 'Thuộc chỉ số'];
    const whole = await apply('indicators', [HEADING, ['muc-rong', 'Mức rộng', 'số hiện có', 'Rộng', '']]);
    const part = await apply('indicators', [HEADING, ['muc-hep', 'Mức hẹp', 'số hiện có', 'Hẹp', 'Mức rộng']]);
    expect((await undo(whole.id)).body.errors[0]).toMatchObject({
      ...{ code: 'later-changes-rest-on-it', resting: ['muc-hep'] },
    });
    await undone(part, whole);
  });

  it('tells every fault at once, at its cell', async () => {
    const revision = await lastRevision(tracker);
    const { errors } = await apply('indicators', [
      INDICATORS,
      [
        '1',
        'a-1',
        'A',
        'số đo',
        '',
        'x',
        '',
        'Hệ thống lạ',
        'Chỉ số lạ',
        '',
        'xa',
        'có lẽ',
        '-1',
        'âm lịch',
        '',
        '31/02/2016',
        '',
      ],
      ['2', 'a 2', 'B', 'số đếm', '', '', '', '', '', 'Phần', '', 'có', '5', '', '', '01/01/2017', '01/01/2016'],
      ['3', 'a-3', 'C', '', '', 'x', 'hai từ', '', '', '', '', '', '', '', '', '', ''],
      ['4', 'a-4', 'D', 'tỷ lệ', '', 'x', '', '', 'online-procedures', '', '', '', '', '', '', '', ''],
      ['5', 'a-5', 'E', 'số đếm', '', 'x', '', '', 'a-6', '', '', '', '', '', '', '', ''],
      ['6', 'a-6', 'F', 'số đếm', '', 'x', '', '', 'a-5', '', '', '', '', '', '', '', ''],
      ['7', 'a-7', 'G', 'số đếm', '', 'x', '', '', '', '', '', '', '', '', '', '', ''],
      ['8', 'a-7', 'G', 'số đếm', '', 'y', '', '', '', '', '', '', '', '', '', '', ''],
      ['9', 'e-document-exchange', 'H', 'điểm', '', 'x', '', '', '', '', '', '', '', '', '', '', ''],
    ]);
    expect(errors.map(place)).toEqual([
      ...['2 kind indicator-kind-unknown', '2 system system-unknown', '2 wider indicator-unknown'],
      ...['2 reach reach-unknown', '2 mayExceed yes-or-no-unknown', '2 maximum negative-number'],
      ...['2 calendar calendar-unknown', '2 validFrom no-such-day'],
      ...['3 code not-a-reference', '3 definition required', '3 restName rest-without-wider'],
      ...['3 mayExceed exceeding-of-ratio-alone', '3 maximum maximum-of-score-alone', '3 validTo period-without-days'],
      ...['4 kind required', '4 scheme not-a-reference'],
      ...['5 wider wider-of-other-kind', '5 wider wider-has-narrower'],
      ...['6 wider indicator-unknown', '7 wider indicator-unknown'],
      '9 null rows-contradict',
      '10 kind indicator-kind-cannot-be-changed',
    ]);
    expect(errors[0]).toMatchObject({ sheet: 'trien-khai', cell: 'D2', read: 'số đo' });
    for (const { message } of errors) expect(message).toMatch(/\S+ \S+/);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('belongs to editors', async () => {
    const token = await tokenOf(tracker.database, [{ role: 'reporter' }]);
    for (const [kind, rows] of [
      ['indicators', FILE],
      ['duties', DUTIES_FILE],
    ] as const) {
      const headers = { authorization: `Bearer ${token}` };
      const { status, body } = await bringIn(tracker, csv(...rows), { kind }, { headers });
      expect([status, body.code]).toEqual([403, 'not-allowed']);
    }
  });
});

const DUTIES = [
  ...['Chỉ số', 'Hệ thống', 'Cấp đơn vị', 'Loại', 'Nhóm', 'Thuộc đơn vị', 'Kỳ báo cáo', 'Lịch', 'Cách tính hạn'],
  ...['Số ngày', 'Tháng', 'Từ ngày', 'Đến trước ngày', 'Căn cứ pháp lý'],
];
const PORTALS: Cells = [
  ...[
    'portals-added',
    '',
    'cấp xã',
    'Xã',
    '',
    'Huyện Tân Biên',
    'hằng tháng',
    '',
    'ngày làm việc sau',
    '2',
    '',
    '01/01/2016',
  ],
  ...['', '09/2019/NĐ-CP'],
];
const DESKS: Cells = [
  ...[
    '',
    'Văn phòng điện tử',
    'cấp huyện',
    '',
    '',
    '',
    '6 tháng',
    'Nghị định 09',
    'ngày trong tháng',
    '25',
    'tháng cuối kỳ',
    '',
  ],
  ...['', '02/2023/TT-BTTTT'],
];
const ALL: Cells = ['', '', 'cấp xã', '', '', '', 'năm', '', 'Ngày sau', '10', '', '', '', ''];
const DUTIES_FILE = [DUTIES, PORTALS, DESKS, ALL];

describe('a file of who owes what', () => {
  const listed = async (): Promise<any[]> => (await tracker.get('/duties?limit=500')).body.items;
  const of = async (indicator: string | null, system: string | null): Promise<any[]> =>
    (await listed()).filter((one) => one.indicator === indicator && one.system === system);

  it('says it, changes nothing the second time, and goes out as it came', async () => {
    const before = await listed();
    const checked = await check('duties', DUTIES_FILE);
    expect(checked).toMatchObject({ errors: [], changes: { create: 3 }, revision: null });
    const made = await apply('duties', DUTIES_FILE);
    expect(made).toMatchObject({ state: 'done', changes: checked.changes });
    const district = (await tracker.get(`/units/705?asOf=${AS_OF}`)).body.unit.id;
    expect(await of('portals-added', null)).toMatchObject([
      {
        ...{ level: 'commune', kind: 'xã', withinId: district, frequency: 'month', calendar: null },
        ...{ dueRule: 'working-days-after', dueCount: 2, dueMonth: null, validFrom: '2016-01-01' },
      },
    ]);
    expect(await of(null, 'e-office')).toMatchObject([
      {
        ...{ level: 'district', frequency: 'half-year', calendar: 'decree-09', legalBasis: '02/2023/TT-BTTTT' },
        ...{ dueRule: 'day-of-month', dueCount: 25, dueMonth: 0, validFrom: null },
      },
    ]);
    expect(await of(null, null)).toMatchObject([{ frequency: 'year', calendar: 'calendar', dueCount: 10 }]);
    const again = await apply('duties', [DUTIES, ALL, PORTALS, DESKS]);
    expect(again).toMatchObject({ errors: [], changes: { create: 0, update: 0, unchanged: 3 }, revision: null });
    const exported = await exportOf(tracker, 'duties', 'csv', `asOf=${AS_OF}`);
    expect(exported.toString()).toContain('portals-added;;cấp xã;xã;;705;hằng tháng;;ngày làm việc sau;2;;01/01/2016');
    const back = (await bringIn(tracker, exported, { kind: 'duties' })).body;
    expect([back.errors, back.changes]).toEqual([
      [],
      { create: 0, update: 0, unchanged: before.length + 3, previouslyRetracted: 0 },
    ]);
    // Of 2015 only what holds from before the record.
    expect((await exportOf(tracker, 'duties', 'csv', 'asOf=2015-12-31')).toString()).not.toContain('portals-added');
    await undone(made);
    expect(await listed()).toEqual(before);
  });

  it('corrects by when, until when and on what it rests, as one and the same duty', async () => {
    const made = await apply('duties', DUTIES_FILE);
    const [first] = await of(null, 'e-office');
    const due = await changed('duties', ';e-office;', {
      'Cách tính hạn': 'ngày sau',
      'Số ngày': '5',
      'Tháng của hạn': '',
    });
    expect(due.corrections).toMatchObject([
      {
        subject: 'e-office, cấp huyện, 6 tháng',
        before: { dueRule: 'day-of-month', dueCount: 25 },
        after: { dueRule: 'days-after', dueCount: 5 },
      },
    ]);
    expect(await of(null, 'e-office')).toMatchObject([
      { id: first.id, dueRule: 'days-after', dueCount: 5, dueMonth: null, calendar: 'decree-09' },
    ]);
    const back = await changed('duties', ';e-office;', {
      'Cách tính hạn': 'ngày trong tháng',
      'Tháng của hạn': 'tháng sau',
    });
    expect(await of(null, 'e-office')).toMatchObject([{ dueRule: 'day-of-month', dueCount: 5, dueMonth: 1 }]);
    const ended = await changed('duties', 'portals-added;', {
      'Đến trước ngày': '01/01/2017',
      'Căn cứ pháp lý': '01/QĐ',
    });
    expect(await of('portals-added', null)).toMatchObject([{ validTo: '2017-01-01', legalBasis: '01/QĐ' }]);
    const refused = await undo(made.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-changes-rest-on-it']);
    expect(refused.body.errors[0].resting).toEqual([
      ...['e-office, district, half-year (changed since)', 'portals-added, commune, month (changed since)'],
    ]);
    await undone(ended, back, due, made);
    expect(await of(null, 'e-office')).toEqual([]);
  });

  it('lets one end and the next begin in one file, whatever the order of the rows', async () => {
    const made = await apply('duties', [DUTIES, PORTALS]);
    const next = PORTALS.with(9, '3').with(11, '01/07/2016');
    const overlapping = await check('duties', [DUTIES, next]);
    expect(overlapping.errors.map(place)).toEqual(['2 validFrom duty-said-already']);
    expect(overlapping.errors[0].message).toContain('từ ngày 01/01/2016');
    const followed = await apply('duties', [DUTIES, next, PORTALS.with(12, '01/07/2016')]);
    expect(followed).toMatchObject({ errors: [], changes: { create: 1, update: 1 } });
    expect(
      (await of('portals-added', null)).map(({ validFrom, validTo, dueCount }) => [validFrom, validTo, dueCount]),
    ).toEqual([
      ['2016-01-01', '2016-07-01', 2],
      ['2016-07-01', null, 3],
    ]);
    const longer = await check('duties', [DUTIES, PORTALS.with(12, '01/08/2016')]);
    expect(longer.errors.map(place)).toEqual(['2 validTo duty-said-already']);
    await undone(followed, made);
  });

  it('is not taken back while reminders are sent of what it made', async () => {
    const made = await apply('duties', [DUTIES, PORTALS]);
    const [{ id: duty }] = (await of('portals-added', null)) as [{ id: string }];
    const rule = await taken(tracker, '/reminder-rules', { duty, days: -3 });
    const refused = await undo(made.id);
    expect([refused.status, refused.body.errors[0].resting]).toEqual([
      409,
      ['portals-added, commune, month (reminders)'],
    ]);
    // A correction of it may be taken back: the duty stays.
    const corrected = await changed('duties', 'portals-added;', { 'Số ngày': '4' });
    await undone(corrected);
    expect(await of('portals-added', null)).toMatchObject([{ id: duty, dueCount: 2 }]);
    expect((await tracker.delete(`/reminder-rules/${rule.id}`)).status).toBe(204);
    await undone(made);
  });

  it('tells every fault at once, at its cell', async () => {
    const revision = await lastRevision(tracker);
    const { errors } = await apply('duties', [
      DUTIES,
      [
        'lạ',
        'Lạ',
        'cấp làng',
        '',
        '',
        'Huyện Lạ',
        'hằng tuần',
        'âm lịch',
        'hôm nào',
        'x',
        'tháng nào',
        '31/02/2016',
        '',
        '',
      ],
      [
        'portals-added',
        'e-office',
        'cấp xã',
        '',
        'nhom-la',
        '',
        'tháng',
        'Nghị định 09',
        'ngày sau',
        '5',
        'tháng sau',
        '',
        '',
        '',
      ],
      [
        'portals-added',
        '',
        'cấp xã',
        '',
        '',
        '',
        'quý',
        '',
        'ngày trong tháng',
        '32',
        '',
        '01/01/2017',
        '01/01/2016',
        '',
      ],
      ['portals-added', '', 'cấp huyện', '', '', '', 'quý', '', 'ngày sau', '91', '', '', '', ''],
      ['', 'e-office', 'cấp xã', '', '', '', 'quý', '', 'ngày sau', '5', '', '', '', ''],
      ['', 'e-office', 'cấp xã', '', '', '', 'quý', '', 'ngày sau', '6', '', '', '', ''],
      ['', 'e-office', '', '', '', '', '', '', '', '', '', '', '', ''],
    ]);
    expect(errors.map(place)).toEqual([
      ...['2 indicator indicator-unknown', '2 system system-unknown', '2 level level-unknown', '2 within unit-unknown'],
      ...['2 frequency frequency-unknown', '2 calendar calendar-unknown', '2 dueRule due-rule-unknown'],
      ...['2 dueCount not-a-number', '2 dueMonth due-month-unknown', '2 validFrom no-such-day'],
      ...['3 system duty-of-both', '3 set set-unknown', '3 calendar calendar-of-indicator'],
      '3 dueMonth due-month-misplaced',
      ...['4 dueCount due-day-impossible', '4 validTo period-without-days'],
      '5 dueCount not-a-whole-number',
      '7 null rows-contradict',
      ...['8 level cell-blank', '8 frequency cell-blank', '8 dueRule cell-blank', '8 dueCount cell-blank'],
    ]);
    expect(errors[0]).toMatchObject({ sheet: 'trien-khai', cell: 'A2', read: 'lạ' });
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('shows whoever sees some units no duty of others', async () => {
    const made = await apply('duties', DUTIES_FILE);
    const unit = (await tracker.get(`/units/703?asOf=${AS_OF}`)).body.unit.id;
    const token = await tokenOf(tracker.database, [{ role: 'viewer' }], [unit]);
    const seen = await exportOf(tracker, 'duties', 'csv', `asOf=${AS_OF}`, { authorization: `Bearer ${token}` });
    expect(seen.toString()).toContain(';e-office;');
    expect(seen.toString()).not.toContain('portals-added');
    await undone(made);
  });
});
