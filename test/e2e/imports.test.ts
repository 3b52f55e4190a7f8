import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataSource } from '../../config/data-source.js';
import { headingKey } from '../../src/imports/domain/find-table.js';
import { IMPORT_KINDS } from '../../src/imports/import-kind.js';
import { ImportKinds } from '../../src/imports/import-kinds.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { sha256 } from '../support/files.js';
import { asHolderOfAllRights, bringIn, type Cells, csv, exportOf, recordOneOfEach } from '../support/imports.js';
import { figureOf } from '../support/questions.js';

let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp({ sample: true });
});
afterEach(() => tracker.stop());

const HEADING = ['Mã đơn vị', 'Tên đơn vị', 'Thuộc đơn vị', 'Hệ thống', 'Giai đoạn', 'Ngày hiệu lực', 'Ghi chú'];
const COMMUNES = 'system=e-office&level=commune';

describe('a file of deployments', () => {
  it('is checked without writing, applied as a whole, and changes nothing the second time', async () => {
    const file = csv(
      HEADING,
      ['25495', 'Xã Tân Bình', '', 'e-office', 'đang sử dụng', '20/12/2016', 'Bàn giao'],
      ['', 'UBND xã Tân Phong', 'H. Tân Biên', 'Văn phòng điện tử', 'DANG SU DUNG', '5/12/2016', ''],
    );
    const checked = await bringIn(tracker, file);
    expect(checked.body).toMatchObject({
      ...{ kind: 'deployments', mode: 'check', state: 'done', rows: 2, errors: [] },
      changes: { create: 2, update: 0, unchanged: 0 },
    });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 });
    const applied = await bringIn(tracker, file, { mode: 'apply' });
    expect(applied.body).toMatchObject({
      mode: 'apply',
      state: 'done',
      changes: { create: 2 },
      revision: expect.any(Number),
    });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 43 });
    const again = await bringIn(tracker, file, { mode: 'apply' });
    expect(again.body).toMatchObject({
      state: 'done',
      changes: { create: 0, update: 0, unchanged: 2 },
      revision: null,
    });
    const undone = await tracker.post(`/imports/${applied.body.id}/undo`, { reason: 'Nhập nhầm' });
    expect(undone.body).toMatchObject({ undoReason: 'Nhập nhầm' });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 });
  });
});

it('with a day that cannot be read is not told that its unit is gone by now, only what never was a unit', async () => {
  const file = csv(
    HEADING,
    ['', 'xã Tân Phong', 'H. Tân Biên', 'e-office', 'đang sử dụng', '31/02/2016', ''],
    ['', 'xã Không Có', '', 'e-office', 'đang sử dụng', '31/02/2016', ''],
  );
  const { body } = await bringIn(tracker, file, { kind: 'deployments' });
  expect(body.errors.map(({ row, column, code }: any) => [row, column, code])).toEqual([
    [2, 'effectiveOn', 'no-such-day'],
    [3, 'unitName', 'unit-unknown'],
    [3, 'effectiveOn', 'no-such-day'],
  ]);
});

it('is waited for no longer than who sends it wishes, and asked for then', async () => {
  const file = csv(HEADING, ['25495', 'Xã Tân Bình', '', 'e-office', 'đang sử dụng', '20/12/2016', '']);
  const owner = await openDataSource(tracker.database.ownerUrl, 1);
  // Nothing is entered before the answer is there.
  const begun = await owner.transaction(async (tx) => {
    await tx.query('lock table deployment_entry in exclusive mode');
    return bringIn(tracker, file, { mode: 'apply' }, { headers: { prefer: 'respond-async, wait=0' } });
  });
  await owner.destroy();
  expect([begun.status, begun.body.state]).toEqual([202, 'running']);
  const location = begun.headers.get('location') ?? '';
  expect(location).toBe(`/api/v1/imports/${begun.body.id}`);
  let { body } = begun;
  while (body.state === 'running') ({ body } = await tracker.get(location.replace('/api/v1', '')));
  expect(body).toMatchObject({ state: 'done', changes: { create: 1 } });
});

const ROW = ['25495', 'Xã Tân Bình', '', 'e-office', 'đang sử dụng', '20/12/2016', ''];

describe('what is recorded already', () => {
  it('is corrected where the file has another day, shown with before and after', async () => {
    const logged = await tracker.post('/deployments', {
      ...{ unit: '25495', unitName: 'Xã Tân Bình', system: 'e-office', stage: 'live', effectiveOn: '2016-12-25' },
    });
    const { body } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply', reason: 'Đính chính ngày' });
    expect(body.changes).toEqual({ create: 0, update: 1, unchanged: 0, previouslyRetracted: 0 });
    expect(body.corrections).toEqual([
      {
        ...{ sheet: 'trien-khai', row: 2, subject: 'Xã Tân Bình (25495), e-office' },
        before: { entries: String(logged.body.id), stage: 'live', effectiveOn: '2016-12-25' },
        after: { stage: 'live', effectiveOn: '2016-12-20', dated: 'on' },
      },
    ]);
    const { body: entry } = await tracker.get(`/deployments/${logged.body.id}`);
    expect(entry.entry.retraction).toMatchObject({ reason: 'Đính chính ngày' });
  });

  it('is not entered again after it was withdrawn, unless that is confirmed', async () => {
    const { body: first } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' });
    await tracker.post(`/imports/${first.id}/undo`, { reason: 'Nhập nhầm' });
    const { body: second } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' });
    expect(second).toMatchObject({ changes: { create: 0, previouslyRetracted: 1 }, revision: null });
    expect(second.previouslyRetracted).toMatchObject([{ row: 2, subject: 'Xã Tân Bình (25495), e-office' }]);
    const { body: third } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply', confirmRetracted: 'true' });
    expect(third.changes).toMatchObject({ create: 1, previouslyRetracted: 0 });
  });
});

describe('a checked file', () => {
  it('is applied by its id, once', async () => {
    const { body: checked } = await bringIn(tracker, csv(HEADING, ROW));
    const applied = await tracker.post(`/imports/${checked.id}/apply`, undefined);
    expect(applied.body).toMatchObject({ id: checked.id, mode: 'apply', state: 'done', changes: { create: 1 } });
    expect((await tracker.post(`/imports/${checked.id}/apply`, undefined)).body).toMatchObject({
      code: 'applied-already',
    });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42 });
  });

  it('is refused where the result would differ by now, and is checked anew', async () => {
    const { body: checked } = await bringIn(tracker, csv(HEADING, ROW));
    await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' });
    const refused = await tracker.post(`/imports/${checked.id}/apply`, undefined);
    expect([refused.status, refused.body.code]).toEqual([409, 'import-moved']);
    const { body: now } = await tracker.get(`/imports/${checked.id}`);
    expect(now).toMatchObject({ mode: 'check', moved: true, changes: { create: 0, unchanged: 1 } });
    expect((await tracker.post(`/imports/${checked.id}/apply`, undefined)).body).toMatchObject({ state: 'done' });
  });

  it('sent twice with one key is imported once, and another file under that key is refused', async () => {
    const key = { name: 'a.csv', headers: { 'idempotency-key': 'nhap-1' } };
    const first = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' }, key);
    const second = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' }, key);
    expect(second.body.id).toBe(first.body.id);
    expect((await bringIn(tracker, csv(HEADING), { mode: 'apply' }, key)).status).toBe(422);
    expect((await tracker.get('/imports')).body).toMatchObject({ total: 1 });
  });
});

describe('an undo', () => {
  it('is refused, with the list, where a later entry rests on the import', async () => {
    const { body: applied } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' });
    const { body: later } = await bringIn(tracker, csv(HEADING, ROW.with(5, '18/12/2016')), { mode: 'apply' });
    expect(later.changes).toMatchObject({ update: 1 });
    const refused = await tracker.post(`/imports/${applied.id}/undo`, { reason: 'Nhầm' });
    expect([refused.status, refused.body.code]).toEqual([409, 'later-entries-rest-on-it']);
    expect(refused.body.errors[0].entries).toHaveLength(1);
    expect((await tracker.post(`/imports/${later.id}/undo`, {})).status).toBe(400);
    // Once the later one is taken back too, what it had replaced stands again and can follow.
    for (const { id } of [later, applied])
      expect((await tracker.post(`/imports/${id}/undo`, { reason: 'Nhầm' })).status).toBe(200);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 });
  });
});

describe('whoever may not', () => {
  it('a reporter imports where it writes, sees its own imports, and no other kind', async () => {
    const { body: district } = await tracker.get('/units/705');
    const token = await tokenOf(tracker.database, [{ role: 'reporter', unitId: district.unit.id }]);
    const as = { headers: { authorization: `Bearer ${token}` } };
    const { body: own } = await bringIn(tracker, csv(HEADING, ROW), { mode: 'apply' }, as);
    expect(own).toMatchObject({ state: 'done', changes: { create: 1 } });
    const other = ['25459', 'Phường 3', '', 'e-office', 'thí điểm', '20/12/2016', ''];
    const { body: refused } = await bringIn(tracker, csv(HEADING, other), { mode: 'apply' }, as);
    expect(refused.errors).toMatchObject([{ row: 2, column: 'unit', code: 'outside-your-scope' }]);
    expect((await bringIn(tracker, csv(['Mã', 'Tên']), { kind: 'units' }, as)).body).toMatchObject({
      code: 'not-allowed',
    });
    const { body: foreign } = await bringIn(tracker, csv(HEADING, ROW));
    expect((await tracker.get(`/imports/${foreign.id}`, as.headers)).status).toBe(404);
    expect((await tracker.get('/imports', as.headers)).body.total).toBe(2);
  });
});

it('keeps the file itself, under its hash', async () => {
  const file = csv(HEADING, ROW);
  const { body } = await bringIn(tracker, file);
  expect(body.sha256).toBe(sha256(file));
  const response = await fetch(`${tracker.address}/api/v1/imports/${body.id}/file`, {
    headers: { authorization: `Bearer ${tracker.administrator}` },
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(file)).toBe(true);
});

describe('the other kinds', () => {
  it('are made, corrected, and taken back in reverse', async () => {
    const apply = async (kind: string, ...rows: Cells[]) =>
      (await bringIn(tracker, csv(...rows), { kind, mode: 'apply', asOf: '2016-12-31' })).body;
    const UNITS = ['Mã đơn vị', 'Tên đơn vị', 'Loại', 'Cấp', 'Đơn vị cấp trên', 'Đến trước ngày'];
    const units = await apply(
      'units',
      UNITS,
      ['72.TT.1', 'Trung tâm Dữ liệu', 'trung tâm', 'đơn vị trực thuộc', '72.TT', '01/07/2025'],
      ['72.TT', 'Sở Thử nghiệm', 'sở', 'sở, ban, ngành', 'Tỉnh Tây Ninh', '01/07/2025'],
    );
    expect(units).toMatchObject({ errors: [], changes: { create: 2 } });
    const systems = await apply(
      'systems',
      ['Mã', 'Tên hệ thống', 'Chủ quản'],
      ['thu-nghiem', 'Phần mềm thử nghiệm', '72.STTTT'],
    );
    expect(systems).toMatchObject({ errors: [], changes: { create: 1 } });
    const rules = await apply('applicability', ['Hệ thống', 'Cấp', 'Thuộc đơn vị'], ['thu-nghiem', 'cấp xã', '705']);
    expect(rules).toMatchObject({ errors: [], changes: { create: 1 } });
    const LETTING_OFF = ['Mã đơn vị', 'Tên đơn vị', 'Hệ thống', 'Từ ngày', 'Lý do', 'Người quyết định'];
    const exemptions = await apply('exemptions', LETTING_OFF, [
      '25495',
      'Xã Tân Bình',
      'thu-nghiem',
      '01/06/2016',
      'Xa',
      'UBND tỉnh',
    ]);
    expect(exemptions).toMatchObject({ errors: [], changes: { create: 1 } });
    const DECLARED = ['Hệ thống', 'Cấp', 'Mã phạm vi', 'Tính đến ngày', 'Số lượng', 'Văn bản'];
    const declared = await apply('declarations', DECLARED, [
      'thu-nghiem',
      'cấp xã',
      '72',
      '31/12/2016',
      'trên 37',
      'BC 01',
    ]);
    expect(declared).toMatchObject({ errors: [], changes: { create: 1 } });
    expect((await tracker.get('/declarations?system=thu-nghiem')).body.items).toMatchObject([
      { count: 37, comparator: '>' },
    ]);
    const renamed = await apply('systems', ['Mã', 'Tên hệ thống'], ['thu-nghiem', 'Phần mềm thử nghiệm 2']);
    expect(renamed).toMatchObject({
      errors: [],
      changes: { update: 1 },
      corrections: [{ before: { name: 'Phần mềm thử nghiệm' } }],
    });

    const refused = await tracker.post(`/imports/${systems.id}/undo`, { reason: 'Nhầm' });
    expect([refused.status, refused.body.code]).toEqual([409, 'later-changes-rest-on-it']);
    for (const { id } of [renamed, declared, exemptions, rules, systems, units])
      expect((await tracker.post(`/imports/${id}/undo`, { reason: 'Nhầm' })).body).toMatchObject({
        undoReason: 'Nhầm',
      });
    expect((await tracker.get('/systems/thu-nghiem')).status).toBe(404);
    expect((await tracker.get('/units/72.TT.1?asOf=2016-12-31')).status).toBe(404);
  });
});

it('no heading of a kind means two columns', () => {
  for (const name of IMPORT_KINDS) {
    const headings = tracker.app
      .get(ImportKinds)
      .get(name)
      .columns.flatMap(({ key, heading, also = [] }) => {
        const own = new Set([key, heading.vi, heading.en, ...also].map(headingKey));
        return [...own].map((text) => `${name}: ${text}`);
      });
    expect(headings.filter((text, index) => headings.indexOf(text) < index)).toEqual([]);
  }
});

describe('what goes out', () => {
  const KINDS = IMPORT_KINDS;

  async function template(kind: string): Promise<Buffer> {
    const response = await fetch(`${tracker.address}/api/v1/imports/template/${kind}.xlsx`, {
      headers: { authorization: `Bearer ${tracker.administrator}` },
    });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }

  it('comes in again without a change, of every kind, as CSV and as XLSX, of 2016 and of 2026', async () => {
    await recordOneOfEach(tracker);
    const STATED = ['Chỉ số', 'Mã đơn vị', 'Kỳ báo cáo', 'Số liệu', 'Nguồn'];
    const stated = await bringIn(
      tracker,
      csv(
        STATED,
        ['Số cuộc họp', '705', 'tháng 11/2016', '3.241', 'BC 12'],
        ['meetings', '706', 'quý IV/2016', '77', ''],
      ),
      { kind: 'indicator-values', mode: 'apply' },
    );
    expect(stated.body).toMatchObject({ errors: [], changes: { create: 2 } });
    const holder = await asHolderOfAllRights(tracker);
    for (const asOf of ['2016-12-31', '2026-01-01']) {
      for (const kind of KINDS) {
        for (const format of ['csv', 'xlsx'] as const) {
          const file = await exportOf(tracker, kind, format, `asOf=${asOf}`);
          const { body } = await bringIn(tracker, file, { kind, asOf }, { name: `x.${format}`, ...holder });
          expect([kind, format, body.errors, body.changes]).toEqual([
            ...[kind, format, []],
            { create: 0, update: 0, unchanged: body.rows, previouslyRetracted: 0 },
          ]);
          expect(body.rows).toBeGreaterThan(0);
        }
      }
    }
    const corrected = await bringIn(tracker, csv(STATED, ['meetings', '705', '2016-11', '3.242', '']), {
      ...{ kind: 'indicator-values', mode: 'apply' },
    });
    expect(corrected.body).toMatchObject({
      changes: { update: 1 },
      corrections: [{ before: { amount: 3241 }, after: { amount: 3242 } }],
    });
    for (const { body } of [corrected, stated])
      expect((await tracker.post(`/imports/${body.id}/undo`, { reason: 'Nhầm' })).body).toMatchObject({
        undoReason: 'Nhầm',
      });
  });

  it('a template is understood as it is, and says that it has no rows', async () => {
    for (const kind of KINDS) {
      const holder = await asHolderOfAllRights(tracker);
      const { body } = await bringIn(tracker, await template(kind), { kind }, { name: 't.xlsx', ...holder });
      expect([kind, body.errors.map(({ code }: any) => code)]).toEqual([kind, ['no-rows']]);
    }
  });
});
