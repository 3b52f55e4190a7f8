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
  const duty = { indicator: 'meetings', level: 'commune', within: '705', frequency: 'month', validFrom: '2016-01-01' };
  const version = {
    ...{ fromYear: 2015, within: '72', groups: [{ code: 'huyen', name: 'Cấp huyện', level: 'district' }] },
    criteria: [{ code: '1', name: 'Vận hành', maximum: [{ points: 10 }] }],
  };
  for (const [path, body] of [
    ['/exemptions', { unit: '25495', unitName: 'Xã Tân Bình', system: 'e-office', ...exemption }],
    ['/targets', { ...target, system: 'e-office', startsOn: '2016-12-31', dueOn: '2018-12-31' }],
    ['/indicators', indicator],
    ['/duties', { ...duty, dueRule: 'working-days-after', dueCount: 2 }],
    ['/holidays', { day: '2017-01-02', name: 'Nghỉ bù Tết Dương lịch' }],
    ['/scorecards', { code: 'diem', name: 'Bộ tiêu chí của huyện' }],
    ['/scorecards/diem/versions', version],
    ['/scorecards/diem/assessments', { assessments: [{ year: 2016, unit: '705', criterion: '1', points: 8.5 }] }],
  ] as const) {
    const { status, text } = await tracker.post(path, body);
    if (status !== 201 && status !== 204) throw new Error(text);
  }
}

/** What a test does with files of rows, by the interface; `asOf` is the day of files and of what goes out. */
export interface FilesOfRows {
  readonly check: (kind: string, rows: readonly Cells[]) => Promise<any>;
  readonly apply: (kind: string, rows: readonly Cells[]) => Promise<any>;
  /** The first line that goes out and holds a text, applied again with some cells changed. */
  readonly changed: (kind: string, holding: string, cells: Record<string, string>) => Promise<any>;
  readonly undo: (id: string) => Promise<TestAnswer>;
  /** Takes back files that may be, in this order. */
  readonly undone: (...files: readonly { id: string }[]) => Promise<void>;
}

export function filesOfRows(tracker: () => TestApp, asOf: string): FilesOfRows {
  const bring = async (kind: string, rows: readonly Cells[], mode: string): Promise<any> =>
    (await bringIn(tracker(), csv(...rows), { kind, asOf, mode })).body;
  const undo = (id: string): Promise<TestAnswer> => tracker().post(`/imports/${id}/undo`, { reason: 'Nhập nhầm' });
  return {
    check: (kind, rows) => bring(kind, rows, 'check'),
    apply: (kind, rows) => bring(kind, rows, 'apply'),
    undo,
    async changed(kind, holding, cells) {
      const text = (await exportOf(tracker(), kind, 'csv', `asOf=${asOf}`)).toString().replace(/^\ufeff/, '');
      const [headings = [], ...rows] = text.split('\r\n').map((line) => line.split(';'));
      const row = rows.find((one) => one.join(';').includes(holding)) ?? [];
      for (const [heading, value] of Object.entries(cells)) row[headings.indexOf(heading)] = value;
      if (row.length !== headings.length) throw new Error(`${kind} has no line with ${holding}`);
      return bring(kind, [headings, row], 'apply');
    },
    async undone(...files) {
      for (const { id } of files) {
        const { body } = await undo(id);
        if (body.undoReason !== 'Nhập nhầm') throw new Error(JSON.stringify(body));
      }
    },
  };
}

/** A fault as `row column code`. */
export const placeOf = ({ row, column, code }: any): string => `${row} ${column} ${code}`;
