import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

it('smoke', async () => {
  const def = await tracker.post('/report-definitions', {
    code: 'year',
    type: 'year',
    name: 'Báo cáo năm',
    issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG',
    parentBody: 'UBND TỈNH TÂY NINH',
    abbreviation: 'STTTT',
    placeName: 'Tây Ninh',
    signatory: { lines: ['GIÁM ĐỐC'] },
    recipients: ['Như trên', 'Lưu: VT, CNTT'],
    addressees: ['Ủy ban nhân dân tỉnh Tây Ninh'],
    systemNames: [{ system: 'sms-lookup', name: 'SMS' }],
  });
  console.log(def.status, def.text.slice(0, 600));
  const made = await tracker.post('/reports', { definition: 'year', period: '2016', asOf: '2016-12-31' });
  console.log(made.status, made.text.slice(0, 600));
  const id = made.body.id;
  for (const format of ['json', 'csv', 'docx', 'pdf']) {
    const r = await fetch(`${tracker.address}/api/v1/reports/${id}.${format}`, {
      headers: { authorization: `Bearer ${tracker.administrator}` },
    });
    const bytes = Buffer.from(await r.arrayBuffer());
    writeFileSync(`/tmp/report.${format}`, bytes);
    console.log(format, r.status, r.headers.get('content-type'), bytes.length);
  }
  expect(made.status).toBe(201);
});
