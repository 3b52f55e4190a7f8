import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { faultyImport, LATER_SYSTEM } from '../support/faulty-import.js';
import { bringIn } from '../support/imports.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/imports');

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await tracker.post('/systems', { code: LATER_SYSTEM, name: 'Hệ thống năm 2017', validFrom: '2017-01-01' });
});
afterAll(() => tracker.stop());

const read = (folder: string, name: string): Buffer => readFileSync(join(FIXTURES, folder, name));
const OK = readdirSync(join(FIXTURES, 'ok'));

/**
 * By hand, against the sample: two notes are added (703, Phường 1), two stages began earlier than believed (Tân Bình of Tân
 * Biên, Tân Bình of the city), the civil registry of Đôn Thuận was believed live; its pilot and its suspended e-office are
 * new; five lines say what is believed.
 */
const LONG = { create: 2, update: 5, unchanged: 5, previouslyRetracted: 0 };
/** Of nine filled cells four are believed; a day comes in the place of "by the end of the year" twice. */
const MATRIX = { create: 2, update: 3, unchanged: 4, previouslyRetracted: 0 };

describe('files as Excel and LibreOffice write them, in every encoding', () => {
  for (const name of OK) {
    it(`${name} says what all of them say`, async () => {
      const { body } = await bringIn(tracker, read('ok', name), {}, { name });
      expect(body.errors).toEqual([]);
      expect(body.changes).toEqual(name.includes('matrix') ? MATRIX : LONG);
      expect(body.sheets.filter(({ form }: any) => form !== null)).toMatchObject([
        { form: name.includes('matrix') ? 'matrix' : 'table', rows: name.includes('matrix') ? 9 : 12 },
      ]);
    });
  }

  it('are the same file: once one is applied, none of the others changes anything', async () => {
    const [first = ''] = OK.filter((name) => name.includes('long'));
    const applied = await bringIn(tracker, read('ok', first), { mode: 'apply' }, { name: first });
    expect(applied.body).toMatchObject({ state: 'done', changes: LONG });
    for (const name of OK.filter((other) => other.includes('long'))) {
      const { body } = await bringIn(tracker, read('ok', name), { mode: 'apply' }, { name });
      expect(body).toMatchObject({ changes: { create: 0, update: 0, unchanged: 12 }, revision: null });
    }
    const undone = await tracker.post(`/imports/${applied.body.id}/undo`, { reason: 'Thử lại' });
    expect(undone.status).toBe(200);
    const { body } = await bringIn(tracker, read('ok', 'excel-matrix.xlsx'), {}, { name: 'm.xlsx' });
    expect(body.changes).toMatchObject({ unchanged: 4 });
  });
});

describe('a file of 500 rows with everything wrong', () => {
  // Its bytes differ with the version of zlib; what they say does not.
  const bytes = read('not-ok', 'deployments.xlsx');
  const { expected } = faultyImport();
  const place = ({ row, column, code }: any): string => `${row} ${column} ${code}`;

  it('has at least 37 kinds of faults', () => {
    expect(new Set(expected.map(({ column, code }) => `${column} ${code}`)).size).toBeGreaterThanOrEqual(37);
  });

  it.each(['check', 'apply'])('tells all of them at once when asked to %s, and writes nothing', async (mode) => {
    const before = (await tracker.get('/sets?limit=1')).body.revision;
    const { status, body } = await bringIn(tracker, bytes, { mode }, { name: 'deployments.xlsx' });
    expect([status, body.state, body.rows]).toEqual(mode === 'check' ? [200, 'done', 500] : [422, 'refused', 500]);
    expect(body.errors.map(place).sort()).toEqual(expected.map(place).sort());
    expect(body.errorCount).toBe(expected.length);
    for (const { sheet, cell, message, expected: wanted, column, code } of body.errors) {
      expect([sheet, message.length > 10, wanted.length > 5]).toEqual(['Triển khai', true, true]);
      if (column !== null && code !== 'unit-not-named') expect(cell).toMatch(/^[A-Z]+\d+$/);
    }
    for (const { candidate, ...fault } of expected.filter((one) => one.candidate !== undefined))
      expect(body.errors.find((one: any) => place(one) === place(fault)).candidates).toContain(candidate);
    expect((await tracker.get('/sets?limit=1')).body.revision).toBe(before);
  });

  it('speaks English to who asks for it', async () => {
    const { body } = await bringIn(
      tracker,
      bytes,
      {},
      { name: 'deployments.xlsx', headers: { 'accept-language': 'en' } },
    );
    expect(body.errors.find(({ code }: any) => code === 'unit-not-named').message).toBe(
      'Neither the code nor the name of a unit is given.',
    );
  });
});
