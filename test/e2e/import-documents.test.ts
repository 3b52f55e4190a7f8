import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { pdf, upload } from '../support/files.js';
import { bringIn, type Cells, csv, exportOf } from '../support/imports.js';
import { entry, lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

type Headers = Record<string, string>;
const send = async (
  mode: 'check' | 'apply',
  rows: readonly Cells[],
  wishes: Record<string, string> = {},
  headers: Headers = {},
): Promise<any> => (await bringIn(tracker, csv(...rows), { kind: 'documents', mode, ...wishes }, { headers })).body;
const check = (...rows: Cells[]): Promise<any> => send('check', rows);
const apply = (...rows: Cells[]): Promise<any> => send('apply', rows);
const undo = (id: string): Promise<any> => tracker.post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' });
const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;
const listed = async (query: string, headers: Headers = {}): Promise<any[]> =>
  (await tracker.get(`/documents?limit=500&${query}`, headers)).body.items;

/** As the book of documents that came in has it (Decree 30/2020, appendix IV). */
const REGISTER: Cells = ['STT', 'Tác giả', 'Số, ký hiệu', 'Ngày tháng', 'Tên loại', 'Trích yếu nội dung'];
const PLAN: Cells = [
  1,
  'UBND tỉnh Tây Ninh',
  '2904/KH-UBND',
  '31/12/2015',
  'KH',
  'Ứng dụng công nghệ thông tin năm 2016',
];
const LETTER: Cells = [2, 'Sở TTTT', '77/STTTT-CNTT', 'ngày 2 tháng 3 năm 2016', 'CÔNG VĂN', 'Về việc rà soát hạ tầng'];
const MINUTES: Cells = [3, 'UBND huyện Tân Biên', '', '', 'Biên bản', 'Biên bản bàn giao; thiết bị'];

describe('the register of documents as a file', () => {
  it('is taken as offices keep it, once, corrected by a changed cell, and taken back', async () => {
    const checked = await check(REGISTER, PLAN, LETTER, MINUTES);
    expect(checked).toMatchObject({ errors: [], changes: { create: 3, update: 0 }, revision: null });
    const applied = await apply(REGISTER, PLAN, LETTER, MINUTES);
    expect(applied).toMatchObject({ state: 'done', changes: checked.changes });
    expect(await listed('q=2904')).toMatchObject([
      {
        ...{ number: '2904/KH-UBND', type: 'plan', issuer: 'UBND tỉnh Tây Ninh', issuedOn: '2015-12-31' },
        print: 'Kế hoạch số 2904/KH-UBND ngày 31/12/2015',
      },
    ]);
    expect(await listed('q=ban%20giao%3B')).toMatchObject([{ number: null, issuedOn: null, type: 'minutes' }]);
    const again = await apply(REGISTER, MINUTES, PLAN.with(3, ''), LETTER.with(2, ''));
    expect(again).toMatchObject({ errors: [], changes: { create: 0, update: 0, unchanged: 3 }, revision: null });

    const out = (await exportOf(tracker, 'documents', 'csv', '')).toString();
    expect(out.split('\r\n')[0]).toBe('\ufeffSố, ký hiệu;Loại văn bản;Cơ quan ban hành;Ngày ban hành;Trích yếu');
    const line = out.split('\r\n').find((one) => one.startsWith('77/STTTT-CNTT')) as string;
    expect(line).toBe('77/STTTT-CNTT;công văn;Sở TTTT;02/03/2016;Về việc rà soát hạ tầng');
    const changedFile = Buffer.from(out.replace(line, line.replace('02/03/2016', '03/03/2016')));
    const corrected = await bringIn(tracker, changedFile, { kind: 'documents', mode: 'apply' });
    expect(corrected.body).toMatchObject({ errors: [], changes: { create: 0, update: 1 } });
    expect(corrected.body.corrections).toMatchObject([
      {
        subject: 'Công văn số 77/STTTT-CNTT ngày 03/3/2016',
        ...{ before: { issuedOn: '2016-03-02' }, after: { issuedOn: '2016-03-03' } },
      },
    ]);
    const [letter] = await listed('q=77/stttt');
    expect(letter).toMatchObject({ issuedOn: '2016-03-03', version: corrected.body.revision });

    const refused = await undo(applied.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-facts-rest-on-documents']);
    expect(refused.body.errors[0].documents).toMatchObject([{ id: letter.id, because: ['correction'] }]);
    expect((await undo(corrected.body.id)).status).toBe(200);
    expect(await listed('q=77/stttt')).toMatchObject([{ id: letter.id, issuedOn: '2016-03-02' }]);
    const before = await lastRevision(tracker);
    expect((await undo(applied.id)).status).toBe(200);
    expect(await listed('q=77/stttt')).toEqual([]);
    expect(await listed(`q=77/stttt&revision=${before}`)).toMatchObject([{ id: letter.id }]);
    for (const path of [`/documents/${letter.id}`, `/documents/${letter.id}?revision=${applied.revision - 1}`])
      expect((await tracker.get(path)).status).toBe(404);
    const { document } = (await tracker.get(`/documents/${letter.id}?revision=${before}`)).body;
    expect(document).toMatchObject({ issuedOn: '2016-03-02', attachments: [], links: [] });
    const gone = await tracker.patch(`/documents/${letter.id}`, { title: 'Khác' }, { 'if-match': '*' });
    expect(gone.status).toBe(404);
    expect(
      (await tracker.post('/deployments', entry({ evidence: [{ kind: 'document', document: letter.id }] }))).body,
    ).toMatchObject({ code: 'document-unknown' });

    const skipped = await apply(REGISTER, PLAN, LETTER);
    expect(skipped).toMatchObject({ changes: { create: 0, previouslyRetracted: 2 }, revision: null });
    const anew = await send('apply', [REGISTER, PLAN, LETTER], { confirmRetracted: 'true' });
    expect(anew).toMatchObject({ errors: [], changes: { create: 2 } });
    expect((await listed('q=77/stttt')).map(({ id }) => id)).not.toContain(letter.id);
    expect((await undo(anew.id)).status).toBe(200);
  });

  it.each([
    [2, '78/STTTT-CNTT', 'update', { number: '78/STTTT-CNTT' }],
    [3, '04/03/2016', 'update', { issuedOn: '2016-03-04' }],
    [4, 'báo cáo', 'update', { type: 'report' }],
    [5, 'Về việc khác', 'update', { title: 'Về việc khác' }],
    // Numbers are an issuer's own, and begin anew each year.
    [1, 'Sở Nội vụ', 'create', undefined],
    [3, '02/03/2017', 'create', undefined],
  ])('takes the changed cell of column %i (%s) for what it is: %s', async (column, value, change, after) => {
    const row = LETTER.with(2, '77a/STTTT').with(5, 'Về việc một');
    const { id } = await send('apply', [REGISTER, row], { confirmRetracted: 'true' });
    const changed = await check(REGISTER, row.with(column, value));
    expect([changed.errors, changed.changes[change], changed.corrections[0]?.after]).toEqual([[], 1, after]);
    expect((await undo(id)).status).toBe(200);
  });

  it('is not taken back once files are attached or something rests on it', async () => {
    const applied = await apply(REGISTER, PLAN.with(2, '1/KH-UBND'), LETTER.with(2, '2/CV'), MINUTES.with(2, '3/BB'));
    const [[plan], [letter]] = [await listed('q=1/kh-ubnd'), await listed('q=2/cv')] as [any[], any[]];
    await tracker.post('/deployments', entry({ evidence: [{ kind: 'document', document: plan.id }] }));
    const path = `/documents/${letter.id}/attachments`;
    const bytes = pdf('hạ tầng');
    expect((await upload(tracker, path, [{ name: 'a.pdf', bytes }])).status).toBe(201);
    const refused = await undo(applied.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-facts-rest-on-documents']);
    expect(refused.body.errors[0].documents).toMatchObject([
      { id: plan.id, print: 'Kế hoạch số 1/KH-UBND ngày 31/12/2015', because: ['link'] },
      { id: letter.id, because: ['attachment'] },
    ]);
    const { links, attachments } = { links: plan.id as string, attachments: letter.id as string };
    const [{ subject }] = (await tracker.get(`/documents/${links}`)).body.document.links;
    expect((await tracker.post(`/documents/${links}/links/retraction`, { subject, reason: 'Nhầm' })).status).toBe(204);
    const [{ sha256 }] = (await tracker.get(`/documents/${attachments}`)).body.document.attachments;
    expect((await tracker.post(`${path}/${sha256}/retraction`, { reason: 'Nhầm' })).status).toBe(204);
    expect((await undo(applied.id)).status).toBe(200);
    expect(await listed('q=2/cv')).toEqual([]);
  });

  it('tells every fault at once, at its cell, in both languages', async () => {
    await apply(
      REGISTER,
      PLAN.with(2, '9/KH').with(3, '05/01/2016'),
      PLAN.with(2, '9/KH').with(3, '05/01/2017').with(5, 'B'),
    );
    const revision = await lastRevision(tracker);
    const rows: Cells[] = [
      REGISTER,
      LETTER.with(4, 'luật').with(3, '31/02/2016'),
      LETTER.with(1, '').with(5, ''),
      LETTER.with(2, '78/CV').with(3, '01/01/2099'),
      LETTER.with(2, 'x'.repeat(101)),
      PLAN.with(2, '9/KH').with(3, '').with(5, 'C'),
      MINUTES,
      MINUTES.with(3, '01/05/2016'),
    ];
    const { errors, state } = await send('apply', rows);
    expect([state, await lastRevision(tracker)]).toEqual(['refused', revision]);
    expect(errors.map(place)).toEqual([
      ...['2 issuedOn no-such-day', '2 type document-type-unknown', '3 issuer cell-blank', '3 title cell-blank'],
      ...['4 issuedOn issued-in-the-future', '5 number too-long', '6 number document-ambiguous'],
      '8 null rows-contradict',
    ]);
    expect(errors[1]).toMatchObject({ sheet: 'trien-khai', cell: 'E2', read: 'luật' });
    expect(errors[6]).toMatchObject({ cell: 'C6', read: '9/KH' });
    expect(errors[6].candidates).toEqual(['Kế hoạch số 9/KH ngày 05/01/2016', 'Kế hoạch số 9/KH ngày 05/01/2017']);
    const english = await send('check', rows, {}, { 'accept-language': 'en' });
    expect(english.errors[4].message).toBe('The day of issue 2099-01-01 has not come yet.');
    expect(errors[4].message).toBe('Ngày ban hành 01/01/2099 chưa đến.');
    const unknown = await check(['Số, ký hiệu', 'Loại văn bản', 'Độ mật'], ['1/QĐ', 'quyết định', 'thường']);
    expect(unknown.errors.map(place)).toEqual([
      ...['1 issuer column-missing', '1 title column-missing', '1 null column-unknown'],
    ]);
  });

  it('is taken from a reporter, for documents of its own', async () => {
    const { id } = (await tracker.get('/units/705')).body.unit;
    const reporter = [{ role: 'reporter' as const, unitId: id }];
    const everywhere = { authorization: `Bearer ${await tokenOf(tracker.database, reporter)}` };
    const confined = { authorization: `Bearer ${await tokenOf(tracker.database, reporter, [id])}` };
    const viewer = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'viewer' }])}` };
    await apply(REGISTER, PLAN.with(2, '50/KH'));
    const other = await send('apply', [REGISTER, PLAN.with(2, '50/KH').with(5, 'Khác')], {}, everywhere);
    expect(other.errors).toMatchObject([{ row: 2, column: null, code: 'document-of-another' }]);
    const own = await send('apply', [REGISTER, PLAN.with(2, '51/KH')], {}, confined);
    expect(own).toMatchObject({ errors: [], changes: { create: 1 } });
    // What it does not see does not exist for it.
    const unseen = await send('check', [REGISTER, PLAN.with(2, '50/KH').with(5, 'Khác')], {}, confined);
    expect(unseen).toMatchObject({ errors: [], changes: { create: 1, update: 0 } });
    const out = (await exportOf(tracker, 'documents', 'csv', '', confined)).toString();
    expect([out.includes('51/KH'), out.includes('50/KH')]).toEqual([true, false]);
    const mended = await send('apply', [REGISTER, PLAN.with(2, '51/KH').with(5, 'Khác')], {}, confined);
    expect(mended).toMatchObject({ errors: [], changes: { update: 1 } });
    const taken = await tracker.post(`/imports/${mended.id}/undo`, { reason: 'Nhầm' }, confined);
    expect(taken.status).toBe(200);
    const refused = await bringIn(tracker, csv(REGISTER, PLAN), { kind: 'documents' }, { headers: viewer });
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
  });
});

describe('the days off of a year as a file', () => {
  const HOLIDAYS: Cells = ['TT', 'Ngày', 'Loại ngày', 'Dịp'];
  // 2017-01-01 was a Sunday, so the Monday after it was off (Labour Code 2012, article 115).
  const NEW_YEAR: Cells = [1, '02/01/2017', 'Nghỉ bù', 'Tết Dương lịch'];
  const WORKED: Cells = [2, 'thứ bảy', 'làm bù', 'Thay ngày 30/4'];
  const file = [HOLIDAYS, NEW_YEAR, WORKED.with(1, '28/04/2018')];
  const holidays = async (query = ''): Promise<any[]> =>
    (await tracker.get(`/holidays?limit=500${query}`)).body.items.map(({ day, works, name }: any) => [
      day,
      works,
      name,
    ]);
  const bring = (mode: 'check' | 'apply', rows: readonly Cells[], wishes = {}): Promise<any> =>
    send(mode, rows, { kind: 'holidays', ...wishes });

  it('are recorded once, corrected by a changed cell, and taken back', async () => {
    const before = await holidays();
    const checked = await bring('check', file);
    expect(checked).toMatchObject({ errors: [], changes: { create: 2 }, revision: null });
    const applied = await bring('apply', file);
    expect(applied.changes).toEqual(checked.changes);
    const recorded = [
      ['2017-01-02', false, 'Tết Dương lịch'],
      ['2018-04-28', true, 'Thay ngày 30/4'],
    ];
    expect(await holidays()).toEqual([...before, ...recorded]);
    expect(await bring('apply', file.with(2, NEW_YEAR.with(2, '')))).toMatchObject({ changes: { unchanged: 2 } });

    const out = (await exportOf(tracker, 'holidays', 'csv', '')).toString();
    expect(out.split('\r\n')).toEqual(expect.arrayContaining(['28/04/2018;làm bù;Thay ngày 30/4']));
    const changedFile = Buffer.from(out.replace('28/04/2018;làm bù', '28/04/2018;nghỉ'));
    const corrected = (await bringIn(tracker, changedFile, { kind: 'holidays', mode: 'apply' })).body;
    expect(corrected).toMatchObject({
      ...{ errors: [], changes: { create: 0, update: 1 } },
      corrections: [{ subject: '28/04/2018, Thay ngày 30/4', before: { works: 'true' }, after: { works: 'false' } }],
    });
    expect((await holidays()).at(-1)).toEqual(['2018-04-28', false, 'Thay ngày 30/4']);
    const refused = await undo(applied.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'later-holidays-rest-on-it']);
    expect(refused.body.errors[0].days).toEqual(['2018-04-28']);
    expect((await undo(corrected.id)).status).toBe(200);
    expect(await holidays()).toEqual([...before, ...recorded]);
    expect((await undo(applied.id)).status).toBe(200);
    expect(await holidays()).toEqual(before);
    expect(await holidays(`&revision=${applied.revision}`)).toEqual([...before, ...recorded]);
    expect(await bring('check', file)).toMatchObject({ changes: { create: 0, previouslyRetracted: 2 } });
    expect(await bring('check', file, { confirmRetracted: 'true' })).toMatchObject({ changes: { create: 2 } });
  });

  it('are refused with every fault at once', async () => {
    const { errors } = await bring('apply', [
      ...file,
      WORKED,
      NEW_YEAR.with(2, 'ốm').with(3, ''),
      NEW_YEAR.with(3, 'Tết'),
    ]);
    expect(errors.map(place)).toEqual([
      ...['4 day not-a-day', '5 works works-unknown', '5 name cell-blank', '6 null rows-contradict'],
    ]);
    const token = await tokenOf(tracker.database, [{ role: 'reporter' }]);
    const headers = { authorization: `Bearer ${token}` };
    const refused = await bringIn(tracker, csv(...file), { kind: 'holidays' }, { headers });
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
  });
});
