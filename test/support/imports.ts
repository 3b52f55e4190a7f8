import { tokenOf } from './accounts.js';
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

const holders = new WeakMap<TestApp, Promise<string>>();

/** Headers of somebody who may bring in files of every kind: what is reviewed is no business of administrators. */
export async function asHolderOfAllRights(tracker: TestApp): Promise<{ headers: Record<string, string> }> {
  const token = holders.get(tracker) ?? tokenOf(tracker.database, [{ role: 'administrator' }, { role: 'approver' }]);
  holders.set(tracker, token);
  return { headers: { authorization: `Bearer ${await token}` } };
}

/** What goes out of a kind. */
export async function exportOf(
  tracker: TestApp,
  kind: string,
  format: 'csv' | 'xlsx',
  query: string,
  headers: Record<string, string> = {},
): Promise<Buffer> {
  const response = await fetch(`${tracker.address}/api/v1/exports/${kind}.${format}?${query}`, {
    headers: { authorization: `Bearer ${tracker.administrator}`, ...headers },
  });
  if (response.status !== 200) throw new Error(`${kind} did not go out: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Beside the sample, one of each kind that it lacks. */
export async function recordOneOfEach(tracker: TestApp): Promise<void> {
  const exemption = { reason: 'Chưa có\nđường truyền', grantedBy: 'UBND tỉnh', validFrom: '2016-06-01' };
  const target = { name: '100% xã dùng văn phòng điện tử', level: 'commune', scope: '72', measure: 'ratio', goal: 100 };
  const indicator = { code: 'meetings', name: 'Số cuộc họp', kind: 'count', definition: 'Số cuộc họp trực tuyến' };
  const version = {
    ...{ fromYear: 2015, within: '72', groups: [{ code: 'huyen', name: 'Cấp huyện', level: 'district' }] },
    criteria: [{ code: '1', name: 'Vận hành', maximum: [{ points: 10 }] }],
  };
  for (const [path, body] of [
    ['/exemptions', { unit: '25495', unitName: 'Xã Tân Bình', system: 'e-office', ...exemption }],
    ['/targets', { ...target, system: 'e-office', startsOn: '2016-12-31', dueOn: '2018-12-31' }],
    ['/indicators', indicator],
    ['/scorecards', { code: 'diem', name: 'Bộ tiêu chí của huyện' }],
    ['/scorecards/diem/versions', version],
    ['/scorecards/diem/assessments', { assessments: [{ year: 2016, unit: '705', criterion: '1', points: 8.5 }] }],
  ] as const) {
    const { status, text } = await tracker.post(path, body);
    if (status !== 201) throw new Error(text);
  }
}
