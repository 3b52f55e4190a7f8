import { type TestAnswer, type TestApp } from './app.js';
import { sendForm } from './files.js';

export type Cells = readonly (string | number | null)[];

/** A CSV file as Excel in Vietnam writes it. */
export function csv(...rows: readonly Cells[]): Buffer {
  const lines = rows.map((row) =>
    row
      .map((cell) => (/[;"\n]/.test(String(cell ?? '')) ? `"${String(cell).replaceAll('"', '""')}"` : (cell ?? '')))
      .join(';'),
  );
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** Sends a file with what is wished of it, and waits for what comes of it, on a busy machine too. */
export function bringIn(
  tracker: TestApp,
  bytes: Buffer,
  wishes: Record<string, string> = {},
  { name = 'trien-khai.csv', headers = {} }: { name?: string; headers?: Record<string, string> } = {},
): Promise<TestAnswer> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind: 'deployments', ...wishes })) form.append(field, value);
  form.append('file', new Blob([bytes]), name);
  return sendForm(tracker, '/imports', form, { prefer: 'wait=60', ...headers });
}
