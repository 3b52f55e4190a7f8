import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultyImport } from './faulty-import.js';
import { importFixtures } from './import-fixtures.js';
import { statementFixtures } from './statement-fixtures.js';

/** What LibreOffice makes of some of the files: its own XLSX of them, and its own CSV (`;`, quotes where needed, UTF-8). */
const OF_LIBREOFFICE = [
  ['excel-long.xlsx', 'libreoffice-long.xlsx', 'xlsx:Calc MS Excel 2007 XML'],
  ['excel-matrix.xlsx', 'libreoffice-matrix.xlsx', 'xlsx:Calc MS Excel 2007 XML'],
  ['excel-long-strict.xlsx', 'libreoffice-long.csv', 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true'],
] as const;

/** Writes the files of test/fixtures/imports anew; `npm run fixtures`, with LibreOffice installed. */
const folder = 'test/fixtures/imports/ok';
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(importFixtures())) writeFileSync(join(folder, name), bytes);
mkdirSync('test/fixtures/imports/statements', { recursive: true });
for (const [name, bytes] of Object.entries(statementFixtures()))
  writeFileSync(join('test/fixtures/imports/statements', name), bytes);
mkdirSync('test/fixtures/imports/not-ok', { recursive: true });
writeFileSync('test/fixtures/imports/not-ok/deployments.xlsx', faultyImport().bytes);
const work = mkdtempSync(join(tmpdir(), 'fixtures-'));
try {
  for (const [from, to, filter] of OF_LIBREOFFICE) {
    const [stem = '', extension = ''] = to.split('.');
    const source = join(work, `${stem}.xlsx`);
    writeFileSync(source, importFixtures()[from] ?? Buffer.alloc(0));
    const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
    const out = join(work, extension);
    execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, source], {
      stdio: 'ignore',
    });
    writeFileSync(join(folder, to), readFileSync(join(out, to)));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
