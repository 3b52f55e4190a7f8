import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, type Cells, csv } from '../support/imports.js';
import { recordCommune, recordProvince, taken } from '../support/made-up-province.js';

jest.setTimeout(600_000);

const HEADING = [
  'Mã đơn vị',
  'Tên đơn vị',
  'Hệ thống',
  'Giai đoạn',
  'Ngày hiệu lực',
  'Cách tính ngày',
  'Hạn hoàn thành',
  'Ghi chú',
];

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp();
  await recordProvince(tracker, '01', 'Thử');
  for (const code of ['0111', '0112', '0113']) await recordCommune(tracker, code);
  for (const code of ['desk', 'sign']) await taken(tracker, '/systems', { code, name: `Hệ thống ${code}` });
});
afterAll(() => tracker.stop());

/** A row as somebody might write it, now and then wrong. */
const anyRow: fc.Arbitrary<Cells> = fc
  .record({
    unit: fc.constantFrom('0111', '0112', '0113', '0111', '0112', '0999'),
    name: fc.constantFrom('', '', '', 'Xã Số 0111'),
    system: fc.constantFrom('desk', 'sign', 'Hệ thống desk', 'desk', 'bàn'),
    stage: fc.constantFrom(
      'đang sử dụng',
      'thí điểm',
      'CHUA TRIEN KHAI',
      'tạm dừng',
      'đã lên kế hoạch',
      'đang sử dụng',
      'xong',
    ),
    day: fc.constantFrom('01/05/2016', '2016-05-02', '3/5/2016', 'ngày 4 tháng 5 năm 2016', '05/05/2016', '31/02/2016'),
    dated: fc.constantFrom('', '', 'từ ngày', 'tính đến ngày'),
    due: fc.constantFrom('', '', '', '01/12/2016'),
    note: fc.constantFrom('', 'Bàn giao', '=1+1'),
  })
  .map(({ unit, name, system, stage, day, dated, due, note }) => [unit, name, system, stage, day, dated, due, note]);

/** Mostly good: a file with one bad row writes nothing, and there would be nothing to see. */
const anyFile = fc.oneof(
  { weight: 1, arbitrary: fc.array(anyRow, { minLength: 1, maxLength: 8 }) },
  {
    weight: 3,
    arbitrary: fc.array(
      anyRow.filter(
        ([unit, name, system, stage, day, , due]) =>
          unit !== '0999' &&
          (name === '' || unit === '0111') &&
          system !== 'bàn' &&
          stage !== 'xong' &&
          day !== '31/02/2016' &&
          (due === '' || stage === 'đã lên kế hoạch'),
      ),
      { minLength: 1, maxLength: 8 },
    ),
  },
);

/** Every figure that there is, and all that is believed: the stages and plans of every unit on every day. */
async function believed(): Promise<unknown> {
  const days = ['2016-05-01', '2016-05-02', '2016-05-03', '2016-05-04', '2016-05-05', '2016-12-31'];
  return Promise.all(
    days.map(async (day) => {
      const { body } = await tracker.get(`/deployments?asOf=${day}&limit=500`);
      return body.items.map(({ unit, system, stage, since, dated, plan }: any) => ({
        ...{ unit: unit.code, system, stage, since, dated, plan: plan && [plan.plannedOn, plan.dueOn] },
      }));
    }),
  );
}

const lastRevision = async (): Promise<number> => (await tracker.get('/sets?limit=1')).body.revision as number;

it('check predicts apply, nothing changes twice, what goes out comes in, and undo restores all figures', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, fc.boolean(), fc.boolean(), async (rows, confirmed, isUndone) => {
      const file = csv(HEADING, ...rows);
      const wishes = { confirmRetracted: String(confirmed) };
      const before = await believed();
      const revision = await lastRevision();
      const { body: checked } = await bringIn(tracker, file, wishes);
      expect(await lastRevision()).toBe(revision);
      const { status, body: applied } = await bringIn(tracker, file, { ...wishes, mode: 'apply' });
      for (const part of ['rows', 'changes', 'corrections', 'previouslyRetracted', 'errors'])
        expect(applied[part]).toEqual(checked[part]);
      if (checked.errors.length > 0) {
        expect([status, applied.state, await lastRevision()]).toEqual([422, 'refused', revision]);
        expect(await believed()).toEqual(before);
        return;
      }
      const { create, update } = checked.changes;
      expect([applied.state, await lastRevision()]).toEqual(['done', revision + (create + update > 0 ? 1 : 0)]);
      const { body: again } = await bringIn(tracker, file, { ...wishes, mode: 'apply' });
      expect(again).toMatchObject({ changes: { create: 0, update: 0 }, revision: null });
      const exported = await fetch(`${tracker.address}/api/v1/exports/deployments.csv?asOf=2016-12-31`, {
        headers: { authorization: `Bearer ${tracker.administrator}` },
      });
      const { body: back } = await bringIn(tracker, Buffer.from(await exported.arrayBuffer()));
      expect(back.changes).toMatchObject({ create: 0, update: 0, previouslyRetracted: 0 });
      if (!isUndone || applied.revision === null) return;
      expect((await tracker.post(`/imports/${applied.id}/undo`, { reason: 'Thử' })).status).toBe(200);
      expect(await believed()).toEqual(before);
    }),
    { numRuns: 100 },
  );
});
