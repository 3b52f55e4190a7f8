import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv, exportOf } from '../support/imports.js';
import { recordScorecard, VERSION, YEAR } from '../support/made-up-scorecard.js';
import { lastRevision } from '../support/questions.js';

type Wishes = Record<string, string>;

let tracker: TestApp;
let approver: Record<string, string>;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  approver = await recordScorecard(tracker);
});
afterAll(() => tracker.stop());

const send = async (rows: readonly Cells[], wishes: Wishes = {}): Promise<any> =>
  (await bringIn(tracker, csv(...rows), { kind: 'criteria', ...wishes })).body;
const apply = (rows: readonly Cells[], wishes: Wishes = {}): Promise<any> => send(rows, { mode: 'apply', ...wishes });
const undo = (id: string): Promise<any> => tracker.post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' });
const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;
const versionsOf = async (code: string): Promise<any[]> => (await tracker.get(`/scorecards/${code}`)).body.versions;
/** The heading of an export, and the lines of one scorecard. */
const exported = async (code: string): Promise<[string[], string[][]]> => {
  const text = (await exportOf(tracker, 'criteria', 'csv', 'asOf=2016-12-31')).toString().replace(/^\ufeff/, '');
  const [heading = [], ...lines] = parse(text, { delimiter: ';' });
  return [heading, lines.filter(([scorecard]) => scorecard === code)];
};

const HEADING = [
  ...['Mã bộ tiêu chí', 'Tên bộ tiêu chí', 'Năm áp dụng', 'Phạm vi', 'Căn cứ', 'Loại dòng', 'Mã', 'Nội dung', 'Cấp'],
  ...['Tập đơn vị', 'Thuộc tiêu chí', 'Nhóm', 'Điểm', 'Tính theo', 'Hệ thống', 'Cấp được tính', 'Chỉ số'],
  ...['Cách tính', 'Các mức', 'Từ mức', 'Đến mức', 'Ngưỡng'],
] as const;
type Heading = (typeof HEADING)[number];

/** A row of the scorecard `cchc` of districts; what is blank is left out. */
const row = (cells: Partial<Record<Heading, string>>, from: Partial<Record<Heading, string>> = {}): Cells => {
  const whole = { 'Mã bộ tiêu chí': 'cchc', 'Năm áp dụng': '2015', 'Phạm vi': 'Tỉnh Tây Ninh', ...from };
  return HEADING.map((heading) => ({ ...whole, ...cells })[heading] ?? '');
};
const group = (code: string, set: string): Cells =>
  row({ 'Loại dòng': 'Đơn vị được chấm', Mã: code, 'Nội dung': `Nhóm ${code}`, Cấp: 'huyện', 'Tập đơn vị': set });
const criterion = (Mã: string, cells: Partial<Record<Heading, string>>): Cells =>
  row({ 'Loại dòng': 'Tiêu chí', Mã, ...cells });

/** The version of `made-up-scorecard.ts`, as an office would write it down. */
const FILE: readonly Cells[] = [
  HEADING,
  group('full', 'Nhóm full').with(1, 'Chỉ số cải cách hành chính').with(4, 'Bộ tiêu chí thử'),
  group('most', 'diem-most'),
  group('few', 'nhóm FEW'),
  criterion('I', { 'Nội dung': 'Ứng dụng công nghệ thông tin' }),
  criterion('I.1', {
    ...{ 'Nội dung': 'Văn phòng điện tử ở cấp xã', 'Thuộc tiêu chí': 'I', Điểm: '60', 'Tính theo': 'Tỷ lệ triển khai' },
    ...{ 'Hệ thống': 'Văn phòng điện tử', 'Cấp được tính': 'xã', 'Cách tính': 'TY LE' },
  }),
  criterion('I.2', { 'Nội dung': 'Chất lượng vận hành', 'Thuộc tiêu chí': 'I', Nhóm: 'full', Điểm: '28,5' }),
  criterion('I.2', { Nhóm: 'Nhóm most', Điểm: '25' }),
  criterion('II', { 'Nội dung': 'Một cửa' }),
  criterion('II.1', {
    ...{ 'Nội dung': 'Một cửa điện tử ở cấp xã', 'Thuộc tiêu chí': 'II', Điểm: '11,5', 'Tính theo': 'triển khai' },
    ...{ 'Hệ thống': 'one-stop-shop', 'Cấp được tính': 'cấp xã', 'Cách tính': 'bậc thang' },
    'Các mức': 'từ 50%: 50%; từ 100%: 100%',
  }),
  ...VERSION.grades.map(({ grade, name, atLeast }) =>
    row({ 'Loại dòng': 'Xếp loại', Mã: grade, 'Nội dung': name, Ngưỡng: `${atLeast}%` }),
  ),
];

describe('a file of criteria', () => {
  let first: any;

  it('records a scorecard with its version in the words of an office, which scores as one recorded by the interface', async () => {
    const checked = await send(FILE);
    expect(checked).toMatchObject({ errors: [], changes: { create: 12 }, revision: null });
    expect((await tracker.get('/scorecards/cchc')).status).toBe(404);
    first = await apply(FILE);
    expect(first).toMatchObject({ state: 'done', rows: 12, changes: checked.changes });
    const { body } = await tracker.get('/scorecards/cchc');
    expect(body.scorecard).toEqual({ code: 'cchc', name: 'Chỉ số cải cách hành chính', nameEn: null });
    const [thu] = await versionsOf('thu');
    expect(body.versions).toEqual([{ ...thu, revision: first.revision }]);
    // 4 of 10 communes of Tân Biên use e-office: 24 of 60 points.
    const score = (await tracker.get(`/scorecards/cchc/scores/705?year=${YEAR}`)).body;
    expect(score.criteria[0]).toMatchObject({ code: 'I.1', measured: '4/10 (40,0%)', computed: 24, maximum: 60 });
  });

  it('changes nothing the second time, and goes out as it came in', async () => {
    expect(await apply(FILE)).toMatchObject({ errors: [], changes: { create: 0, unchanged: 12 }, revision: null });
    const [heading, lines] = await exported('cchc');
    expect(
      lines.map((line) =>
        line
          .filter((cell) => cell !== '')
          .slice(5)
          .join(' | '),
      ),
    ).toEqual([
      'đơn vị được chấm | full | Nhóm full | cấp huyện | diem-full',
      'đơn vị được chấm | most | Nhóm most | cấp huyện | diem-most',
      'đơn vị được chấm | few | Nhóm few | cấp huyện | diem-few',
      'tiêu chí | I | Ứng dụng công nghệ thông tin',
      'tiêu chí | I.1 | Văn phòng điện tử ở cấp xã | I | 60 | tỷ lệ triển khai | e-office | cấp xã | tỷ lệ',
      'tiêu chí | I.2 | Chất lượng vận hành | I | full | 28,5',
      'tiêu chí | I.2 | Chất lượng vận hành | I | most | 25',
      'tiêu chí | II | Một cửa',
      'tiêu chí | II.1 | Một cửa điện tử ở cấp xã | II | 11,5 | tỷ lệ triển khai | one-stop-shop | cấp xã | bậc thang | 50: 50; 100: 100',
      'xếp loại | A | Tốt | 80',
      'xếp loại | B | Khá | 65',
      'xếp loại | C | Trung bình | 50',
    ]);
    expect(heading.slice(0, 6)).toEqual([
      ...['Mã bộ tiêu chí', 'Tên bộ tiêu chí', 'Áp dụng từ năm', 'Trong phạm vi', 'Căn cứ pháp lý', 'Loại dòng'],
    ]);
  });

  it('is corrected by a version in its place, shown line by line, and taken back', async () => {
    const changed = FILE.map((cells) => (cells[6] === 'I.2' && cells[12] === '25' ? cells.with(12, '30') : cells));
    const corrected = await apply([...changed.slice(0, -1), ...changed.slice(-1).map((cells) => cells.with(21, '45'))]);
    expect(corrected).toMatchObject({ errors: [], changes: { create: 0, update: 12 } });
    expect(corrected.corrections).toMatchObject([
      { row: 8, subject: 'cchc, 2015: I.2, most', before: { points: 25 }, after: { points: 30 } },
      { row: 13, subject: 'cchc, 2015: C', before: { atLeast: 50 }, after: { atLeast: 45 } },
    ]);
    const [version] = await versionsOf('cchc');
    expect(version).toMatchObject({ number: 2, groups: [{}, { code: 'most', maximum: 101.5 }, {}] });
    const refused = await undo(first.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-records-rest-on-it']);
    expect((await undo(corrected.id)).status).toBe(200);
    const [restored] = await versionsOf('cchc');
    expect(restored).toMatchObject({ number: 3, groups: [{}, { code: 'most', maximum: 96.5 }, {}] });
    expect(await apply(FILE)).toMatchObject({ changes: { unchanged: 12 }, revision: null });
  });

  it('adds a version of a later year, and renames the scorecard, where all rows say so', async () => {
    const later = FILE.slice(1).map((cells) => cells.with(2, 'năm 2017').with(1, 'Chỉ số CCHC'));
    const both = await apply([HEADING, ...later]);
    expect(both).toMatchObject({ errors: [], changes: { create: 12, update: 0 } });
    expect(both.corrections).toMatchObject([
      { before: { scorecardName: 'Chỉ số cải cách hành chính' }, after: { scorecardName: 'Chỉ số CCHC' } },
    ]);
    expect((await versionsOf('cchc')).map(({ fromYear }: any) => fromYear)).toEqual([2015, 2017]);
    expect((await tracker.get('/scorecards/cchc')).body.scorecard.name).toBe('Chỉ số CCHC');
    const [heading, lines] = await exported('cchc');
    const one = await apply([
      heading,
      ...lines.map((cells, index) => (index === 3 ? cells.with(1, 'Tên khác') : cells)),
    ]);
    expect(one.errors.map(place)).toEqual(['5 scorecardName rows-contradict']);
    expect((await undo(both.id)).status).toBe(200);
    expect((await tracker.get('/scorecards/cchc')).body).toMatchObject({
      ...{ scorecard: { name: 'Chỉ số cải cách hành chính' }, versions: [{ fromYear: 2015 }] },
    });
  });

  it('is not taken back once points were declared by it, and then is there no longer', async () => {
    const assessments = [{ year: YEAR, unit: '705', criterion: 'I.2', points: 20 }];
    await tracker.post('/scorecards/cchc/assessments', { assessments });
    const refused = await undo(first.id);
    expect(refused.body.errors).toMatchObject([
      { code: 'later-records-rest-on-it', scorecards: [{ scorecard: 'cchc', fromYear: 2015 }] },
    ]);
    const withdrawal = { year: YEAR, unit: '705', criterion: 'I.2', reason: 'Nhầm' };
    await tracker.post('/scorecards/cchc/assessments/retraction', withdrawal);
    expect((await undo(first.id)).status).toBe(200);
    expect((await tracker.get('/scorecards/cchc')).status).toBe(404);
    expect(await apply(FILE)).toMatchObject({
      ...{ changes: { create: 0, previouslyRetracted: 12 }, revision: null },
      previouslyRetracted: [{ row: 2, subject: 'cchc, 2015' }],
    });
    const again = await apply(FILE, { confirmRetracted: 'true' });
    expect(again).toMatchObject({ errors: [], changes: { create: 12 } });
    expect((await undo(again.id)).status).toBe(200);
    // A code that was given back may be given again by hand too.
    expect((await tracker.post('/scorecards', { code: 'cchc', name: 'Chỉ số CCHC' })).status).toBe(201);
    expect(await versionsOf('cchc')).toEqual([]);
  });

  it('is not taken back once a result was published by it', async () => {
    const whole = { 'Mã bộ tiêu chí': 'nho', 'Tên bộ tiêu chí': 'Bộ nhỏ', 'Phạm vi': '72' };
    const small = [
      row({ 'Loại dòng': 'nhóm', Mã: 'a', 'Nội dung': 'A', Cấp: 'cấp huyện', 'Tập đơn vị': 'diem-few' }, whole),
      row({ 'Loại dòng': 'tiêu chí', Mã: '1', 'Nội dung': 'Một', Điểm: '10' }, whole),
    ];
    const applied = await apply([HEADING, ...small.map((cells) => cells.with(2, '2015'))]);
    const reviews = [{ year: YEAR, unit: '709', criterion: '1', points: 8, reason: 'Theo hồ sơ' }];
    await tracker.post('/scorecards/nho/reviews', { reviews }, approver);
    expect((await tracker.post('/scorecards/nho/results', { year: YEAR }, approver)).status).toBe(201);
    const withdrawal = { year: YEAR, unit: '709', criterion: '1', reason: 'Xem lại' };
    await tracker.post('/scorecards/nho/reviews/retraction', withdrawal, approver);
    expect((await undo(applied.id)).body.code).toBe('later-records-rest-on-it');
  });

  it('names every fault at its row and column, in several versions at once, and writes nothing', async () => {
    const revision = await lastRevision(tracker);
    const bad = { 'Mã bộ tiêu chí': 'thu', 'Năm áp dụng': '2020' };
    const of = (cells: Partial<Record<Heading, string>>): Cells => row(cells, bad);
    const { errors, state } = await apply([
      HEADING,
      of({ 'Loại dòng': 'nhóm', Mã: 'a', 'Nội dung': 'A', Cấp: 'cấp huyện', 'Tập đơn vị': 'Nhóm lạ' }),
      of({ 'Loại dòng': 'nhóm', Mã: 'b', Cấp: 'cấp làng', Điểm: '5' }),
      of({ 'Loại dòng': 'tiêu chí', Mã: '1', 'Nội dung': 'Một', 'Thuộc tiêu chí': '9', Điểm: '5', Nhóm: 'c' }),
      of({
        'Loại dòng': 'tiêu chí',
        Mã: '2',
        'Nội dung': 'Hai',
        Điểm: '5',
        'Tính theo': 'chỉ số',
        'Cách tính': 'tỷ lệ',
      }),
      of({ 'Loại dòng': 'tiêu chí', Mã: '2', 'Nội dung': 'Hai khác', Nhóm: 'a' }),
      of({
        'Loại dòng': 'tiêu chí',
        Mã: '3',
        Điểm: '5',
        'Hệ thống': 'bàn',
        'Cách tính': 'bậc thang',
        'Các mức': 'cao',
      }),
      of({ 'Loại dòng': 'tiêu chí', Mã: '4', 'Nội dung': 'Bốn' }),
      of({ 'Loại dòng': 'mục', Mã: '5', 'Nội dung': 'Năm' }),
      of({ 'Loại dòng': 'xếp loại', Mã: 'A', 'Nội dung': 'Tốt', Ngưỡng: '120' }),
    ]);
    expect([state, await lastRevision(tracker)]).toEqual(['refused', revision]);
    expect(errors.map(place).sort()).toEqual(
      [
        '2 set set-unknown',
        ...['3 name cell-blank', '3 level level-unknown', '3 points cell-of-another-part'],
        ...['6 name rows-contradict', '6 points cell-blank'],
        ...['7 name cell-blank', '7 measure cell-blank', '7 system system-unknown', '7 steps not-steps'],
        ...['9 part part-unknown', '10 atLeast number-too-large'],
      ].sort(),
    );
    const whole = { 'Mã bộ tiêu chí': 'thu', 'Năm áp dụng': '2021', 'Phạm vi': 'Huyện Không Có' };
    const judged = await apply([
      HEADING,
      row({ 'Loại dòng': 'nhóm', Mã: 'a', 'Nội dung': 'A', Cấp: 'cấp huyện' }, whole),
      row({ 'Loại dòng': 'nhóm', Mã: 'b', 'Nội dung': 'B', Cấp: 'cấp huyện' }, whole),
      row({ 'Loại dòng': 'tiêu chí', Mã: '1', 'Nội dung': 'Một', 'Thuộc tiêu chí': '9', Nhóm: 'a', Điểm: '5' }, whole),
      row({ 'Loại dòng': 'tiêu chí', Mã: '1', Nhóm: 'c', Điểm: '5' }, whole),
      row({ 'Loại dòng': 'tiêu chí', Mã: '1', Nhóm: 'a', Điểm: '6' }, whole),
      row(
        {
          ...{ 'Loại dòng': 'tiêu chí', Mã: '2', 'Nội dung': 'Hai', Nhóm: 'a', Điểm: '5', 'Tính theo': 'chỉ số' },
          ...{ 'Hệ thống': 'e-office', 'Cách tính': 'tuyến tính', 'Từ mức': '20', 'Đến mức': '20' },
        },
        whole,
      ),
      row(
        {
          ...{ 'Loại dòng': 'tiêu chí', Mã: '3', 'Nội dung': 'Ba', Nhóm: 'a', Điểm: '5', 'Tính theo': 'triển khai' },
          ...{ 'Hệ thống': 'e-office', 'Cách tính': 'bậc thang', 'Các mức': '40: 50; 40: 100' },
        },
        whole,
      ),
      row({ 'Loại dòng': 'tiêu chí', Mã: '4', 'Nội dung': 'Bốn' }, whole),
      row({ 'Loại dòng': 'tiêu chí', Mã: '5', 'Nội dung': 'Năm', 'Thuộc tiêu chí': '3', Nhóm: 'a', Điểm: '5' }, whole),
      row({ 'Loại dòng': 'xếp loại', Mã: 'A', 'Nội dung': 'Tốt', Ngưỡng: '80' }, whole),
      row({ 'Loại dòng': 'xếp loại', Mã: 'A', 'Nội dung': 'Khá', Ngưỡng: '80' }, whole),
      row({ 'Loại dòng': 'nhóm', Mã: 'a', 'Nội dung': 'A', Cấp: 'cấp xã' }, { 'Mã bộ tiêu chí': 'moi', 'Phạm vi': '' }),
    ]);
    expect(judged.errors.map(place).sort()).toEqual(
      [
        '2 within unit-unknown',
        '3 code group-without-points',
        '4 parent parent-unknown',
        '5 group group-unknown',
        '6 group group-twice',
        ...['7 system field-of-another-type', '7 indicator required'],
        ...['8 points heading-with-points', '8 steps step-twice'],
        '9 points maximum-missing',
        ...['12 code grade-twice', '12 atLeast grade-twice'],
        ...['13 scorecard scorecard-without-name', '13 part part-missing'],
      ].sort(),
    );
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('belongs to editors', async () => {
    const token = await tokenOf(tracker.database, [{ role: 'reporter' }, { role: 'approver' }]);
    const headers = { authorization: `Bearer ${token}` };
    const refused = await bringIn(tracker, csv(...FILE), { kind: 'criteria' }, { headers });
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
  });
});
