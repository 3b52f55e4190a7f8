import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv, exportOf } from '../support/imports.js';
import { recordScorecard, YEAR } from '../support/made-up-scorecard.js';
import { lastRevision } from '../support/questions.js';

type Wishes = Record<string, string>;
type Headers = Record<string, string>;

let tracker: TestApp;
let approver: Headers;
/** Who declares for Tân Biên (705), and sees nothing else. */
let reporter: Headers;
let tanBien: string;

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  approver = await recordScorecard(tracker);
  tanBien = (await tracker.get('/units/705')).body.unit.id;
  reporter = await tokenFor([{ role: 'reporter', unitId: tanBien }], [tanBien]);
  await tracker.post('/scorecards', { code: 'thu-hai', name: 'Bộ chỉ số thử hai' });
  const criteria = [
    { code: '1', name: 'Báo cáo', maximum: [{ points: 10 }] },
    { code: '2', name: 'Báo cáo', maximum: [{ points: 10 }] },
  ];
  const groups = [{ code: 'huyen', name: 'Cấp huyện', level: 'district' }];
  await tracker.post('/scorecards/thu-hai/versions', { fromYear: 2016, within: '72', groups, criteria });
});
afterAll(() => tracker.stop());

async function tokenFor(...grants: Parameters<typeof tokenOf> extends [unknown, ...infer Rest] ? Rest : never) {
  return { authorization: `Bearer ${await tokenOf(tracker.database, ...grants)}` };
}

const send = async (kind: string, rows: readonly Cells[], wishes: Wishes, headers: Headers): Promise<any> =>
  (await bringIn(tracker, csv(...rows), { kind, ...wishes }, { headers })).body;
const undo = (id: string, headers: Headers): Promise<any> =>
  tracker.post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' }, headers);
const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;
/** The lines of an export, its heading first. */
const exported = async (kind: string, headers: Headers): Promise<string[][]> =>
  parse((await exportOf(tracker, kind, 'csv', 'asOf=2016-12-31', headers)).toString(), { bom: true, delimiter: ';' });
const criterionOf = async (unit: string, code: string): Promise<any> =>
  (await tracker.get(`/scorecards/thu/scores/${unit}?year=${YEAR}`)).body.criteria.find(
    (one: any) => one.code === code,
  );

const DECLARED = ['Bộ tiêu chí', 'Năm', 'Mã đơn vị', 'Tên đơn vị', 'Tiêu chí', 'Tên tiêu chí', 'Điểm', 'Giải trình'];
const OPERATION: Cells = [
  ...['Bộ chỉ số thử', 'năm 2016', '', 'Huyện Tân Biên', 'CHẤT LƯỢNG vận hành', '', '19,5', 'Có biên bản'],
];
const OFFICE: Cells = ['thu', '2016', '705', '', 'I.1', '', '30', ''];

describe('a file of declared points', () => {
  const apply = (rows: readonly Cells[], wishes: Wishes = {}, headers = reporter): Promise<any> =>
    send('assessments', rows, { mode: 'apply', ...wishes }, headers);

  it('declares them in the words of an office, changes nothing the second time, and goes out as it came in', async () => {
    const checked = await send('assessments', [DECLARED, OPERATION, OFFICE], {}, reporter);
    expect(checked).toMatchObject({ errors: [], changes: { create: 2, update: 0 }, revision: null });
    expect(await apply([DECLARED, OPERATION, OFFICE])).toMatchObject({ state: 'done', changes: checked.changes });
    expect(await criterionOf('705', 'I.2')).toMatchObject({ declared: 19.5, note: 'Có biên bản', open: true });
    expect(await criterionOf('705', 'I.1')).toMatchObject({ declared: 30, computed: 24, note: null });
    expect(await apply([DECLARED, OFFICE, OPERATION])).toMatchObject({ changes: { unchanged: 2 }, revision: null });
    expect(await exported('assessments', reporter)).toEqual([
      ...[
        ['Bộ tiêu chí', 'Năm', 'Mã đơn vị', 'Tên đơn vị', 'Thuộc đơn vị', 'Mã tiêu chí', 'Tên tiêu chí'],
        ['thu', '2016', '705', 'Huyện Tân Biên', 'Tỉnh Tây Ninh', 'I.2', 'Chất lượng vận hành'],
        ['thu', '2016', '705', 'Huyện Tân Biên', 'Tỉnh Tây Ninh', 'I.1', 'Văn phòng điện tử ở cấp xã'],
      ].map((cells, index) => [
        ...cells,
        ...(index === 0 ? ['Điểm tự chấm', 'Giải trình'] : index === 1 ? ['19,5', 'Có biên bản'] : ['30', '']),
      ]),
    ]);
  });

  it('corrects a changed cell, keeps what is left blank and the documents, and is taken back', async () => {
    const document = { type: 'report', issuer: 'UBND huyện Tân Biên', title: 'Báo cáo tự chấm' };
    const { id } = (await tracker.post('/documents', document, reporter)).body;
    const subject = { type: 'self-assessment', id: String((await criterionOf('705', 'I.2')).assessmentId) };
    expect((await tracker.post(`/documents/${id}/links`, { subject }, reporter)).status).toBe(201);
    const [heading = [], operation = [], office = []] = await exported('assessments', reporter);
    const changed = await apply([heading, operation.with(7, '20').with(8, ''), office]);
    expect(changed).toMatchObject({ errors: [], changes: { create: 0, update: 1, unchanged: 1 } });
    expect(changed.corrections).toMatchObject([
      { row: 2, subject: 'thu 2016, Huyện Tân Biên (705), I.2', before: { points: 19.5 }, after: { points: 20 } },
    ]);
    const kept = { note: 'Có biên bản', documents: [{ id }] };
    expect(await criterionOf('705', 'I.2')).toMatchObject({ declared: 20, ...kept });
    const refused = await apply([heading, operation.with(6, 'Tên khác'), office.with(6, 'Chất lượng vận hành')]);
    expect(refused.errors.map(place)).toEqual([
      ...['2 criterionName criterion-name-differs', '3 criterionName criterion-name-differs'],
    ]);
    expect((await undo(changed.id, reporter)).status).toBe(200);
    expect(await criterionOf('705', 'I.2')).toMatchObject({ declared: 19.5, ...kept });
    expect(await apply([heading, operation.with(7, '20')])).toMatchObject({ changes: { update: 1 } });
    expect(await apply([heading, operation])).toMatchObject({ changes: { update: 1 } });
  });

  it('passes over what was withdrawn, unless that is confirmed', async () => {
    const row = ['thu', '2016', '705', '', 'II.1', '', '11', ''];
    const first = await apply([DECLARED, row]);
    expect((await undo(first.id, reporter)).status).toBe(200);
    expect(await apply([DECLARED, row])).toMatchObject({
      changes: { create: 0, previouslyRetracted: 1 },
      previouslyRetracted: [{ row: 2, after: { points: 11 } }],
      revision: null,
    });
    const again = await apply([DECLARED, row], { confirmRetracted: 'true' });
    expect(again).toMatchObject({ changes: { create: 1 } });
    // Withdrawn by itself, it is not in the way of taking back the rest.
    const withdrawal = { year: YEAR, unit: tanBien, criterion: 'II.1', reason: 'Nhầm' };
    expect((await tracker.post('/scorecards/thu/assessments/retraction', withdrawal, reporter)).status).toBe(204);
    expect((await undo(again.id, reporter)).status).toBe(200);
    expect((await criterionOf('705', 'II.1')).declared).toBeNull();
  });

  it('names every fault of several scorecards at once, and writes nothing', async () => {
    const revision = await lastRevision(tracker);
    const everywhere = await tokenFor([{ role: 'reporter', unitId: tanBien }]);
    const rows: Cells[] = [
      ['thu', '2016', '705', '', 'I.2', '', '25,01', ''],
      ['thu hai', '2016', '705', '', '1', '', '5', ''],
      ['thu-hai', '2016', '', 'Huyện Tân Biên', '', 'Báo cáo', '5', ''],
      ['thu-hai', '2015', '705', '', '1', '', '5', ''],
      ['thu-hai', '2016', '', 'Thị xã Tây Ninh', '1', '', '5', ''],
      ['thu', '16', '99999', 'Xã Không Có', 'I', '', '', ''],
      ['thu', '2016', '705', 'Huyện Tân Châu', 'I.2', '', '5', ''],
      ['thu', '2016', '705', '', 'I', '', '5', ''],
      ['thu', '2016', '705', '', '', '', '1,005', ''],
      ['thu-hai', '2016', '705', '', '1', '', '5', ''],
      ['thu-hai', '2016', '705', '', '1', '', '6', ''],
      ['thu', '2016', '25495', '', 'I.2', '', '5', ''],
      ['thu-hai', '9000', '705', '', '1', '', '5', ''],
    ];
    const { errors, state } = await apply([DECLARED, ...rows], {}, everywhere);
    expect([state, await lastRevision(tracker)]).toEqual(['refused', revision]);
    expect(errors.map(place).sort()).toEqual(
      [
        '2 points points-above-maximum',
        '3 scorecard scorecard-unknown',
        '4 criterionName criterion-ambiguous',
        '5 year no-version-of-year',
        '6 unitName outside-your-scope',
        ...['7 year not-a-year', '7 unit unit-unknown', '7 points cell-blank'],
        '8 unitName unit-name-differs',
        '9 criterion criterion-unknown',
        ...['10 criterion cell-blank', '10 points too-many-decimals'],
        '12 null rows-contradict',
        '13 unit unit-not-scored',
        '14 year year-not-begun',
      ].sort(),
    );
    const of = (row: number): any => errors.find((one: any) => one.row === row);
    expect(of(2)).toMatchObject({ cell: 'G2', read: '25,01', message: '25,01 điểm vượt điểm tối đa 25.' });
    expect(of(3)).toMatchObject({ cell: 'A3', read: 'thu hai', candidates: expect.arrayContaining(['thu-hai']) });
    expect(of(4)).toMatchObject({ cell: 'F4', candidates: ['1', '2'] });
    expect(of(9).candidates).toEqual(['I.1', 'I.2', 'II.1']);
  });

  it('is for own units alone: others are not there for whoever sees one district', async () => {
    const { errors } = await apply([DECLARED, OFFICE.with(2, '703')]);
    expect(errors.map(place)).toEqual(['2 unit unit-unknown']);
    await apply([DECLARED, ['thu', '2016', '703', '', 'I.2', '', '28', '']], {}, {});
    expect((await exported('assessments', reporter)).map(([, , unit]) => unit)).not.toContain('703');
    expect((await exported('assessments', {})).map(([, , unit]) => unit)).toContain('703');
  });
});

describe('a file of accepted points', () => {
  const apply = (rows: readonly Cells[], headers = approver): Promise<any> =>
    send('reviews', rows, { mode: 'apply' }, headers);
  const [UNIT, CRITERION, DECLARED_AT, COMPUTED, POINTS, REASON] = [2, 5, 8, 9, 10, 11];
  /** What goes out to be filled in, with some of it filled in: by unit and criterion. */
  const filled = async (cells: Record<string, [points: string, reason: string]>): Promise<string[][]> => {
    const [heading = [], ...rows] = await exported('reviews', approver);
    return [
      heading,
      ...rows.map((row) => {
        const said = row[0] === 'thu' ? cells[`${row[UNIT]} ${row[CRITERION]}`] : undefined;
        return said ? row.with(POINTS, said[0]).with(REASON, said[1]) : row;
      }),
    ];
  };

  it('is the business of approvers alone', async () => {
    for (const headers of [reporter, {}]) {
      const { status, body } = await bringIn(tracker, csv(['x']), { kind: 'reviews' }, { headers });
      expect([status, body.code]).toEqual([403, 'not-allowed']);
    }
    const other = await bringIn(tracker, csv(['x']), { kind: 'assessments' }, { headers: approver });
    expect([other.status, other.body.code]).toEqual([403, 'not-allowed']);
  });

  it('is what waits for a reviewer: filled in, it accepts; what is left blank stays open', async () => {
    const [heading, ...rows] = await exported('reviews', approver);
    expect(heading?.slice(5)).toEqual([
      ...['Mã tiêu chí', 'Tên tiêu chí', 'Điểm tối đa', 'Điểm tự chấm', 'Điểm tính được', 'Điểm thẩm định', 'Lý do'],
    ]);
    const own = rows.filter(([scorecard]) => scorecard === 'thu');
    // 4 of 10 communes have e-office: 24 of 60 points; 30 were declared. Nothing was declared of 706 and 707.
    expect(own.map((row) => [row[UNIT], ...row.slice(5, 6), ...row.slice(7)])).toEqual([
      ['707', 'I.2', '28,5', '', '', '', ''],
      ['705', 'I.1', '60', '30', '24', '', ''],
      ['705', 'I.2', '25', '19,5', '', '', ''],
      ['706', 'I.2', '25', '', '', '', ''],
      ['703', 'I.2', '28,5', '28', '', '', ''],
    ]);
    const untouched = await apply([heading ?? [], ...rows]);
    expect(untouched).toMatchObject({ errors: [], changes: { create: 0, unchanged: rows.length }, revision: null });
    const file = await filled({
      '705 I.1': ['24', 'Xã thí điểm không tính'],
      '705 I.2': ['19,5', ''],
      '703 I.2': ['', 'Đủ hồ sơ'],
    });
    const accepted = await apply(file);
    expect(accepted).toMatchObject({ errors: [], changes: { create: 3, unchanged: rows.length - 3 } });
    expect(await criterionOf('705', 'I.1')).toMatchObject({ accepted: 24, reason: 'Xã thí điểm không tính' });
    expect(await criterionOf('705', 'I.2')).toMatchObject({ accepted: 19.5, reason: null, open: false });
    expect(await criterionOf('703', 'I.2')).toMatchObject({ accepted: 28, reason: 'Đủ hồ sơ' });
    expect(await criterionOf('706', 'I.2')).toMatchObject({ accepted: null, open: true });
    expect(await apply(file)).toMatchObject({ changes: { create: 0, unchanged: rows.length }, revision: null });
  });

  it('closes the criteria to their units, and is taken back unless a result was published', async () => {
    const locked = await send('assessments', [DECLARED, OFFICE.with(6, '31')], { mode: 'apply' }, reporter);
    expect(locked.errors.map(place)).toEqual(['2 criterion reviewed-already']);
    const changed = await apply(await filled({ '705 I.1': ['25', 'Xem lại'], '706 I.2': ['5,7', 'Theo hồ sơ'] }));
    expect(changed).toMatchObject({ errors: [], changes: { create: 1, update: 1 } });
    expect(changed.corrections).toMatchObject([
      { before: { points: 24, reason: 'Xã thí điểm không tính' }, after: { points: 25, reason: 'Xem lại' } },
    ]);
    expect((await undo(changed.id, approver)).status).toBe(200);
    expect(await criterionOf('705', 'I.1')).toMatchObject({ accepted: 24, reason: 'Xã thí điểm không tính' });
    expect(await criterionOf('706', 'I.2')).toMatchObject({ accepted: null, open: true });
    const rest = await apply(await filled({ '706 I.2': ['5,8', 'Theo hồ sơ'], '707 I.2': ['8,5', 'Theo hồ sơ'] }));
    expect(rest).toMatchObject({ errors: [], changes: { create: 2 } });
    expect((await tracker.post('/scorecards/thu/results', { year: YEAR }, approver)).status).toBe(201);
    const refused = await undo(rest.id, approver);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-points-rest-on-it']);
    expect(refused.body.errors[0].points).toMatchObject([
      { unit: '707', criterion: 'I.2', why: 'published' },
      { unit: '706', criterion: 'I.2', why: 'published' },
    ]);
    // What was published waits for nobody; what was accepted goes out all the same.
    const own = (await exported('reviews', approver)).filter(([scorecard]) => scorecard === 'thu');
    expect(own.map((row) => row[POINTS])).toEqual(['8,5', '24', '19,5', '5,8', '28']);
  });

  it('names every fault at once, also where what was looked at is other by now', async () => {
    const [heading = [], ...rows] = await exported('reviews', approver);
    const of = (scorecard: string, unit: string, criterion: string): string[] =>
      rows.find((row) => row[0] === scorecard && row[UNIT] === unit && row[CRITERION] === criterion) ?? [];
    await send('assessments', [DECLARED, ['thu-hai', 2016, '705', '', '1', '', '5', '']], { mode: 'apply' }, reporter);
    const revision = await lastRevision(tracker);
    const { errors } = await apply([
      heading,
      of('thu-hai', '705', '1').with(DECLARED_AT, '4').with(POINTS, '4'),
      of('thu-hai', '705', '1').with(POINTS, '4'),
      of('thu-hai', '706', '1').with(POINTS, '10,01').with(REASON, 'x'),
      of('thu-hai', '706', '2').with(REASON, 'Đồng ý'),
      of('thu', '705', 'I.1').with(COMPUTED, '25').with(DECLARED_AT, ''),
      of('thu', '705', 'I.2').with(7, '26'),
    ]);
    expect(errors.map(place)).toEqual([
      '2 declared other-points-now',
      '3 reason reason-needed',
      '4 points points-above-maximum',
      '5 points points-needed',
      '6 computed other-points-now',
      '7 maximum other-points-now',
    ]);
    expect(errors[0]).toMatchObject({ cell: 'I2', read: '4', message: expect.stringContaining('là 5;') });
    expect(await lastRevision(tracker)).toBe(revision);
  });
});

describe('a cell of what went out that is changed, or filled in', () => {
  const FILLED_IN = '7';
  const other = (cell: string): string => (/^[\d,]+$/.test(cell) ? (cell === '6' ? '5' : '6') : `X${cell}`);

  it.each([
    ['assessments', 'I.1'],
    ['reviews', 'I.1'],
    ['criteria', 'I.1'],
    ['criteria', 'full'],
    ['criteria', 'A'],
  ])('of %s, %s, changes what is recorded or is a fault, column by column', async (kind, code) => {
    const roles = [{ role: 'administrator' }, { role: 'approver' }] as const;
    const everybody = await tokenFor(roles);
    const [heading = [], ...all] = await exported(kind, everybody);
    const lines = all.filter(([scorecard]) => scorecard === 'thu');
    const index = lines.findIndex((line) => line.includes(code));
    const line = lines[index] ?? [];
    expect(line).toHaveLength(heading.length);
    // The rows of a version are one thing; of the others the line alone is asked about.
    const fileOf = (changed: string[]): string[][] => (kind === 'criteria' ? lines.with(index, changed) : [changed]);
    const same = await send(kind, [heading, ...fileOf(line)], {}, everybody);
    expect([same.errors, same.changes.unchanged]).toEqual([[], same.rows]);
    for (const [column, cell] of line.entries()) {
      const changed = line.with(column, cell === '' ? FILLED_IN : other(cell));
      const { errors, changes } = await send(kind, [heading, ...fileOf(changed)], {}, everybody);
      expect([heading[column], errors.length > 0 || changes.create + changes.update > 0]).toEqual([
        heading[column],
        true,
      ]);
    }
  });
});

describe('what was declared by a file', () => {
  it('is not taken back once it was reviewed, or declared otherwise', async () => {
    const row = ['thu-hai', '2016', '705', '', '2', '', '7', ''];
    const declared = await send('assessments', [DECLARED, row], { mode: 'apply' }, reporter);
    const again = await send('assessments', [DECLARED, row.with(6, '8')], { mode: 'apply' }, reporter);
    const refused = await undo(declared.id, reporter);
    expect(refused.body.errors[0].points).toMatchObject([{ unit: '705', criterion: '2', why: 'changed' }]);
    const reviews = [{ year: 2016, unit: '705', criterion: '2' }];
    expect((await tracker.post('/scorecards/thu-hai/reviews', { reviews }, approver)).status).toBe(201);
    const reviewed = await undo(again.id, reporter);
    expect([reviewed.status, reviewed.body.title]).toEqual([
      409,
      expect.stringContaining('Huyện Tân Biên, 2, 2016: đã thẩm định'),
    ]);
    const withdrawal = { year: 2016, unit: '705', criterion: '2', reason: 'Xem lại' };
    expect((await tracker.post('/scorecards/thu-hai/reviews/retraction', withdrawal, approver)).status).toBe(204);
    expect((await undo(again.id, reporter)).status).toBe(200);
    expect((await undo(declared.id, reporter)).status).toBe(200);
  });
});
