import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, csv, exportOf, recordOneOfEach } from '../support/imports.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await recordOneOfEach(tracker);
});
afterAll(() => tracker.stop());

const AS_OF = '2016-12-31';

/** The line of an export that holds a text, brought in again with some cells changed. */
async function changed(
  kind: string,
  holding: string,
  cells: Record<string, string>,
  query = `asOf=${AS_OF}`,
): Promise<any> {
  const text = (await exportOf(tracker, kind, 'csv', query)).toString().replace(/^\ufeff/, '');
  const [headings = [], ...rows] = text.split('\r\n').map((line) => line.split(';'));
  const row = rows.find((one) => one.join(';').includes(holding)) ?? [];
  for (const [heading, value] of Object.entries(cells)) row[headings.indexOf(heading)] = value;
  expect(row).toHaveLength(headings.length);
  return (await bringIn(tracker, csv(headings, row), { kind, mode: 'apply', asOf: AS_OF })).body;
}
const undo = async (id: string): Promise<number> =>
  (await tracker.post(`/imports/${id}/undo`, { reason: 'Thử' })).status;

describe('a cell that was changed in what went out', () => {
  it('changes the legal basis and the end of a rule', async () => {
    const rules = async (): Promise<any[]> =>
      (await tracker.get(`/systems/one-stop-shop/applicability?asOf=${AS_OF}`)).body.items;
    const before = await rules();
    const body = await changed('applicability', 'one-stop-shop;cấp xã', { 'Căn cứ pháp lý': '07/2016/QĐ-UBND' });
    expect(body).toMatchObject({ errors: [], changes: { create: 0, update: 1 } });
    expect(body.corrections).toMatchObject([{ after: { legalBasis: '07/2016/QĐ-UBND' } }]);
    expect((await rules()).filter(({ legalBasis }) => legalBasis === '07/2016/QĐ-UBND')).toHaveLength(1);
    const ended = await changed('applicability', '07/2016/QĐ-UBND', { 'Đến trước ngày': '01/07/2030' });
    expect(ended).toMatchObject({ errors: [], changes: { update: 1 } });
    expect((await rules()).find(({ validTo }) => validTo === '2030-07-01')).toMatchObject({
      legalBasis: '07/2016/QĐ-UBND',
    });
    expect([await undo(ended.id), await undo(body.id)]).toEqual([200, 200]);
    expect((await rules()).map(({ legalBasis, validTo }) => [legalBasis, validTo])).toEqual(
      before.map(({ legalBasis, validTo }) => [legalBasis, validTo]),
    );
  });

  it('ends a system, unless the ledger has stages from then on', async () => {
    const until = async (): Promise<any> =>
      (await tracker.get(`/systems/e-office?asOf=${AS_OF}`)).body.periods.at(-1).validTo;
    const refused = await changed('systems', 'e-office;', { 'Đến trước ngày': '01/01/2016' });
    expect(refused.errors).toMatchObject([{ row: 2, column: 'validTo', code: 'entries-after-end' }]);
    const body = await changed('systems', 'e-office;', { 'Đến trước ngày': '01/07/2030' });
    expect(body).toMatchObject({
      errors: [],
      changes: { update: 1 },
      corrections: [{ after: { validTo: '2030-07-01' } }],
    });
    expect(await until()).toBe('2030-07-01');
    const again = await changed('systems', 'e-office;', { 'Đến trước ngày': '01/07/2030' });
    expect(again).toMatchObject({ changes: { unchanged: 1 }, revision: null });
    const later = await changed('systems', 'e-office;', { 'Đến trước ngày': '01/07/2031' });
    expect([later.changes.update, await until()]).toEqual([1, '2031-07-01']);
    expect([await undo(later.id), await undo(body.id), await until()]).toEqual([200, 200, null]);
  });

  it('is refused with what to do instead where a system or a unit began, or where a unit has another level', async () => {
    const level = await changed('units', '25495;', { Cấp: 'cấp huyện' });
    expect(level.errors).toMatchObject([
      { column: 'level', code: 'level-cannot-be-changed', message: expect.stringContaining('sắp xếp') },
    ]);
    const unit = await changed('units', '25495;', { 'Từ ngày': '01/01/2016' });
    expect(unit.errors).toMatchObject([{ column: 'validFrom', code: 'recorded-since-earlier' }]);
    const system = await changed('systems', 'e-office;', { 'Từ ngày': '01/01/2016' });
    expect(system.errors).toMatchObject([{ column: 'validFrom', code: 'recorded-since-earlier' }]);
    for (const { state, revision } of [level, unit, system]) expect([state, revision]).toEqual(['refused', null]);
  });

  it('renames a system from the day asked about, once', async () => {
    const body = await changed('systems', 'e-office;', { 'Tên hệ thống': 'Văn phòng số' });
    expect(body.corrections).toMatchObject([{ after: { name: 'Văn phòng số', changesFrom: AS_OF } }]);
    const again = await bringIn(tracker, csv(['Mã hệ thống', 'Tên hệ thống'], ['e-office', 'Văn phòng số']), {
      ...{ kind: 'systems', mode: 'apply', asOf: AS_OF },
    });
    expect(again.body).toMatchObject({ errors: [], changes: { unchanged: 1 }, revision: null });
    const earlier = await changed('systems', 'e-office;', { 'Đến trước ngày': '01/01/2020' }, 'asOf=2016-12-30');
    expect(earlier.errors).toMatchObject([{ column: 'validTo', code: 'ends-where-the-next-begins' }]);
    expect(await undo(body.id)).toBe(200);
  });

  it('keeps what else was declared, of a figure and of an indicator', async () => {
    const declared = await changed('declarations', '13;', { 'Số lượng': '14' });
    expect(declared).toMatchObject({ errors: [], changes: { update: 1 } });
    const { items } = (await tracker.get('/declarations?system=one-stop-shop')).body;
    expect(items.find(({ count }: any) => count === 14)).toMatchObject({ counted: 'sở' });
    expect(await undo(declared.id)).toBe(200);
    const VALUES = ['Chỉ số', 'Mã đơn vị', 'Kỳ báo cáo', 'Số liệu', 'Nguồn'];
    const wishes = { kind: 'indicator-values', mode: 'apply' };
    const stated = ['meetings', '705', 'tháng 11/2016', '3.241', 'BC 12'];
    await bringIn(tracker, csv(VALUES, stated), wishes);
    const corrected = await bringIn(tracker, csv(VALUES, stated.with(3, '3.242').with(4, '')), wishes);
    expect(corrected.body).toMatchObject({ errors: [], changes: { update: 1 } });
    const values = (await tracker.get('/indicators/meetings/values')).body.items;
    expect(values).toMatchObject([{ amount: 3242, source: 'BC 12' }]);
  });
});
