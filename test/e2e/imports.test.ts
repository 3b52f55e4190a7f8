import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { bringIn, csv } from '../support/imports.js';
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
