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
    expect(overlapping.errors.map(placeOf)).toEqual(['2 validFrom duty-said-already']);
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
    expect(longer.errors.map(placeOf)).toEqual(['2 validTo duty-said-already']);
    await undone(followed, made);
  });

  it('is not opened again by an undo where another has followed', async () => {
    const made = await apply('duties', [DUTIES, PORTALS]);
    const ended = await changed('duties', 'portals-added;', { 'Đến trước ngày': '01/07/2016' });
    const next = await apply('duties', [DUTIES, PORTALS.with(11, '01/07/2016')]);
    expect(next).toMatchObject({ errors: [], changes: { create: 1 } });
    const refused = await undo(ended.id);
    expect([refused.status, refused.body.errors[0].resting]).toEqual([
      409,
      ['portals-added, commune, month (followed by another)'],
    ]);
    await undone(next, ended, made);
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
    expect(errors.map(placeOf)).toEqual([
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

  it('belongs to editors', async () => {
    const headers = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'reporter' }])}` };
    const { status, body } = await bringIn(tracker, csv(...DUTIES_FILE), { kind: 'duties' }, { headers });
    expect([status, body.code]).toEqual([403, 'not-allowed']);
  });
});
