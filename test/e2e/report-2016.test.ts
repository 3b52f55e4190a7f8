import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

it('smoke', async () => {
  const made = await tracker.post('/reports', { definition: 'year', period: '2016', asOf: '2016-12-31' });
  console.log(made.status, made.text.slice(0, 600));
  const id = made.body.id;
  for (const format of ['json', 'csv', 'docx', 'pdf', 'html', 'xlsx']) {
    const r = await fetch(`${tracker.address}/api/v1/reports/${id}.${format}`, { headers: { authorization: `Bearer ${tracker.administrator}` } });
    const bytes = Buffer.from(await r.arrayBuffer());
    writeFileSync(`/tmp/report.${format}`, bytes);
    console.log(format, r.status, r.headers.get('content-type'), bytes.length);
  }
  for (const format of ['docx', 'pdf', 'html']) {
    const r = await fetch(`${tracker.address}/api/v1/reports/${id}/chase-letter.${format}`, { headers: { authorization: `Bearer ${tracker.administrator}` } });
    const bytes = Buffer.from(await r.arrayBuffer());
    writeFileSync(`/tmp/letter.${format}`, bytes);
    console.log(format, r.status, r.headers.get('content-type'), bytes.length);
  }
  expect(made.status).toBe(201);
}, 60000);
