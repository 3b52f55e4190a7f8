import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv, exportOf, filesOfRows, placeOf } from '../support/imports.js';
import { taken } from '../support/made-up-province.js';
import { lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const AS_OF = '2016-12-31';
const { check, apply, changed, undo, undone } = filesOfRows(() => tracker, AS_OF);

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

  it('goes out and comes in with the lines of a definition, whoever broke them', async () => {
    const lines = { name: 'Nhiều dòng', kind: 'count', definition: 'Dòng một\r\n  dòng hai\rdòng ba; "hết"' };
    await taken(tracker, '/indicators', { code: 'nhieu-dong', ...lines });
    const exported = await exportOf(tracker, 'indicators', 'csv', `asOf=${AS_OF}`);
    const { body } = await bringIn(tracker, exported, { kind: 'indicators', asOf: AS_OF });
    expect([body.errors, body.changes.unchanged]).toEqual([[], body.rows]);
    expect(await meaningsOf('nhieu-dong')).toEqual([[null, null, 'Dòng một\n  dòng hai\ndòng ba; "hết"']]);
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
    expect(day.errors.map(placeOf)).toEqual(['2 validFrom recorded-since-earlier']);
  });

  it('keeps kind and system for good, and says what to do instead', async () => {
    const { errors } = await changed('indicators', 'dvc-toan-trinh;', {
      'Loại chỉ số': 'số đếm theo kỳ',
      'Hệ thống': 'e-office',
    });
    expect(errors).toMatchObject([
      {
        column: 'kind',
        read: 'số đếm theo kỳ',
        code: 'indicator-kind-cannot-be-changed',
        message: expect.stringContaining('"số hiện có"'),
      },
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
    expect((await end('31/10/2016')).errors.map(placeOf)).toEqual(['2 validTo values-after-end']);
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

  it('keeps a level within its whole, though that has ended', async () => {
    const HEADING = ['Mã', 'Tên chỉ số', 'Loại', 'Định nghĩa', 'Thuộc chỉ số', 'Từ ngày', 'Đến trước ngày'];
    const whole = ['het-rong', 'Rộng', 'số đếm', 'x', '', '', '01/01/2016'];
    const part = ['con-hep', 'Hẹp', 'số đếm', 'x', 'het-rong', '01/01/2015', ''];
    const made = await apply('indicators', [HEADING, part, whole]);
    const renamed = await changed('indicators', 'con-hep;', { 'Từ ngày': '01/06/2016', 'Tên chỉ số': 'Hẹp lại' });
    // What it is a part of is not there on the day that the row speaks of.
    expect(renamed.errors.map(placeOf)).toEqual(['2 wider indicator-not-there']);
    const silent = await apply('indicators', [HEADING, ['con-hep', 'Hẹp lại', '', '', '', '01/06/2016', '']]);
    expect(silent).toMatchObject({ errors: [], changes: { update: 1 } });
    expect(await meaningsOf('con-hep', 'wider')).toEqual([
      ['2015-01-01', '2016-06-01', 'het-rong'],
      ['2016-06-01', null, 'het-rong'],
    ]);
    await undone(silent, made);
  });

  it('leaves no value without a meaning when files of values are taken back after it', async () => {
    const made = await apply('indicators', [
      ['Mã', 'Tên chỉ số', 'Loại', 'Định nghĩa'],
      ['tam', 'Tạm', 'số đếm', 'x'],
    ]);
    const VALUES = ['Chỉ số', 'Mã đơn vị', 'Kỳ', 'Số liệu'];
    await apply('indicator-values', [VALUES, ['tam', '705', '2016-10', '5']]);
    const corrected = await apply('indicator-values', [VALUES, ['Tạm', '705', 'tháng 10/2016', '6']]);
    const [{ id }] = (await tracker.get('/indicators/tam/values')).body.items;
    await taken(tracker, `/indicator-values/${id}/retraction`, { reason: 'Thử' });
    await undone(made);
    const refused = await undo(corrected.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'definitions-taken-back']);
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
    expect(errors.map(placeOf)).toEqual([
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
    const headers = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'reporter' }])}` };
    const { status, body } = await bringIn(tracker, csv(...FILE), { kind: 'indicators' }, { headers });
    expect([status, body.code]).toEqual([403, 'not-allowed']);
  });
});

describe('what indicators and duties name', () => {
  it('is not taken back while they do', async () => {
    const units = await apply('units', [
      ['Mã đơn vị', 'Tên đơn vị', 'Loại', 'Cấp', 'Đơn vị cấp trên', 'Đến trước ngày'],
      ['72.TT', 'Sở Thử nghiệm', 'sở', 'sở, ban, ngành', 'Tỉnh Tây Ninh', '01/07/2025'],
    ]);
    const systems = await apply('systems', [
      ['Mã', 'Tên hệ thống'],
      ['thu-nghiem', 'Phần mềm thử nghiệm'],
    ]);
    const about = await apply('indicators', [
      ['Mã', 'Tên chỉ số', 'Loại', 'Định nghĩa', 'Hệ thống'],
      ['luot-dung', 'Lượt dùng', 'số đếm', 'Số lượt dùng phần mềm', 'Phần mềm thử nghiệm'],
    ]);
    const owed = await apply('duties', [
      ['Chỉ số', 'Hệ thống', 'Cấp', 'Thuộc đơn vị', 'Kỳ', 'Cách tính hạn', 'Số ngày', 'Đến trước ngày'],
      ['', 'thu-nghiem', 'sở, ban, ngành', '', 'tháng', 'ngày sau', '2', ''],
      ['Lượt dùng', '', 'đơn vị trực thuộc', 'Sở Thử nghiệm', 'tháng', 'ngày sau', '2', '01/07/2025'],
    ]);
    for (const { errors } of [units, systems, about, owed]) expect(errors).toEqual([]);
    expect((await undo(systems.id)).body.errors[0].resting).toEqual([
      ...['thu-nghiem (indicator: 1)', 'thu-nghiem (reporting_duty: 1)'],
    ]);
    expect((await undo(units.id)).body.errors[0].resting).toEqual(['Sở Thử nghiệm (72.TT) (reporting_duty: 1)']);
    await undone(owed, about, systems, units);
  });

  it.each([
    {
      ...{ kind: 'systems', heading: ['Mã', 'Tên hệ thống', 'Thuộc hệ thống'] },
      ...{ part: ['x-phan', 'Phân hệ', 'x-he'], whole: ['x-he', 'Hệ', ''] },
    },
    {
      ...{ kind: 'indicators', heading: ['Mã', 'Tên chỉ số', 'Thuộc chỉ số', 'Loại', 'Định nghĩa'] },
      ...{ part: ['y-hep', 'Hẹp', 'y-rong', 'số đếm', 'x'], whole: ['y-rong', 'Rộng', '', 'số đếm', 'x'] },
    },
  ])('of $kind, a whole goes with its part, though that was changed and changed back', async (one) => {
    const { kind, heading, part, whole } = one;
    const made = await apply(kind, [heading, part, whole]);
    expect(made).toMatchObject({ errors: [], changes: { create: 2 } });
    const renamed = await apply(kind, [heading, part.with(1, 'Tên khác')]);
    await undone(renamed, made);
    const again = await apply(kind, [heading, part, whole]);
    expect(again).toMatchObject({ errors: [], changes: { create: 2 } });
    await undone(again);
  });
});
