import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { taken } from '../support/made-up-province.js';
import { lastRevision } from '../support/questions.js';

const PROJECT = join(import.meta.dirname, '../..');
const LONG = 60_000;
const SECRET = randomBytes(48).toString('base64');

let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp();
});
afterEach(() => tracker.stop());

interface Run {
  readonly code: number;
  readonly printed: string;
  readonly said: string[];
}

/** `npm run cli -- …` on the database of the running service. */
function cli(...words: string[]): Promise<Run> {
  // Empty is the same as absent.
  const env = {
    ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, MIGRATION_DATABASE_URL: '', DATA_DIR: '' },
    ...{ SECRET, AUDIT_HEAD_FILE: tracker.options.auditHeadFile },
  };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'cli', '--', ...words], { cwd: PROJECT, env }, (error, stdout, stderr) => {
      const said = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn'));
      resolve({ code: error === null ? 0 : Number(error.code), printed: stdout, said });
    });
  });
}

async function total(query: string): Promise<number> {
  return (await tracker.get(`/units?limit=1&${query}`)).body.total as number;
}

describe('register load', () => {
  it(
    'loads a province, tells how far it is and what it did, and does nothing the second time',
    async () => {
      const first = await cli('register', 'load', '--province', '72');
      expect(first).toEqual({
        code: 0,
        printed: '',
        said: [
          `[${'█'.repeat(30)}] 100% 2025-07-01`,
          'Loaded 412 units and 8 reorganisations; 0 units and 0 reorganisations were there already.',
        ],
      });
      expect(await total('asOf=2020-01-31&level=commune&within=72')).toBe(95);
      expect(await total('asOf=2025-07-01&level=commune&within=80')).toBe(96);
      const revision = await lastRevision(tracker);
      const again = await cli('register', 'load', '--province', '72', '--apply');
      expect(again).toEqual({
        code: 0,
        printed: '',
        said: ['Nothing to do: 412 units and 8 reorganisations were there already.'],
      });
      expect(await lastRevision(tracker)).toBe(revision);
    },
    LONG,
  );

  it(
    'prints what differs over units that are there, and writes only when told to',
    async () => {
      await taken(tracker, '/units', { code: '72', name: 'Tỉnh Tây Ninh Cũ', kind: 'tỉnh', level: 'province' });
      const told = await cli('register', 'load', '--province', '72', '--format', 'csv');
      expect(told).toEqual({
        code: 0,
        printed: 'code,day,differs in,register,recorded\n72,2025-06-30,name,Tỉnh Tây Ninh,Tỉnh Tây Ninh Cũ\n',
        said: [
          'Nothing was written: 1 units and 0 reorganisations were there already; 411 units and 8 reorganisations would be added with --apply.',
        ],
      });
      expect(await lastRevision(tracker)).toBe(1);
      const applied = await cli('register', 'load', '--province', '72', '--apply', '--format', 'json');
      expect(applied.code).toBe(0);
      expect(JSON.parse(applied.printed)).toMatchObject({
        applied: true,
        unitsMatched: 1,
        unitsCreated: 411,
        differences: [{ code: '72', what: 'name', recorded: 'Tỉnh Tây Ninh Cũ' }],
      });
      expect(await lastRevision(tracker)).toBe(2);
    },
    LONG,
  );

  it(
    'refuses what it cannot load with every fault, and wrong usage',
    async () => {
      await taken(tracker, '/units', { code: '80', name: 'Tỉnh Tây Ninh', kind: 'tỉnh', level: 'province' });
      const fault = expect.stringMatching(/^80: Mã 80 đang được ghi nhận cho Tỉnh Tây Ninh/);
      const told = await cli('register', 'load', '--province', '72');
      expect([told.code, ...told.said]).toEqual([
        0,
        fault,
        expect.stringContaining('? Tỉnh Tây Ninh (80, '),
        expect.stringMatching(/^Nothing was written: .* cannot be added before the faults are mended\.$/),
      ]);
      const refused = await cli('register', 'load', '--province', '72', '--apply');
      expect([refused.code, refused.printed, refused.said[0]]).toEqual([1, '', fault]);
      const unknown = await cli('register', 'load', '--province', '72,99', 'XX');
      expect([unknown.code, ...unknown.said]).toEqual([
        1,
        'province: Danh mục không có tỉnh mang mã "99".',
        'province: Danh mục không có tỉnh mang mã "XX".',
      ]);
      for (const words of [[], ['--province', '72', '--all']]) {
        const { code, said } = await cli('register', 'load', ...words);
        expect([code, said[0]]).toEqual([2, 'give either --province or --all']);
      }
      expect(await lastRevision(tracker)).toBe(1);
    },
    LONG,
  );
});
