import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openDataSource } from '../config/data-source.js';
import { searchKey } from '../src/units/domain/unit-name.js';
import { attachEmbeddedServer } from '../src/platform/database/embedded/embedded-server.js';
import { writeCsv } from '../src/platform/spreadsheets/write-csv.js';
import { writeWorkbook } from '../src/platform/spreadsheets/write-workbook.js';
import { type SheetCell, type WrittenSheet } from '../src/platform/spreadsheets/written-sheet.js';
import { administrator, inOwnFolder, type MeasuredService, report, startService } from './measuring.js';

/**
 * npm run bench:import: 100,000 rows of deployments, one for each of 10,000 made-up communes and 10 systems, checked and
 * applied over HTTP as XLSX (60 s, 1.5 GB) and as CSV (30 s, 500 MB), each in a service and on a database of its own; the
 * ratio to a bare COPY of the same rows into a table of the same columns and indexes; and how long a caller who asks
 * whether the service lives waited at most meanwhile. Then 20,000 declared figures and as many indicator values, stated and
 * all of them corrected.
 */
const UNITS = 10_000;
const SYSTEMS = [
  'one-stop-shop',
  'sms-lookup',
  'queue-kiosk',
  'e-office',
  'e-office-signing',
  'digital-signature',
  'portal',
  'online-services',
  'complaints',
  'civil-registry',
];
const ROWS = UNITS * SYSTEMS.length;
const PING_MS = 20;

const nameOf = (index: number): string => `Xã Thử Nghiệm ${index + 1}`;
const codeOf = (index: number): string => `X${String(index).padStart(5, '0')}`;
const dayOf = (index: number): string =>
  `2016-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`;

function* rows(): Generator<SheetCell[]> {
  for (let index = 0; index < ROWS; index += 1) {
    const unit = index % UNITS;
    const system = SYSTEMS[Math.floor(index / UNITS)] as string;
    yield [
      codeOf(unit),
      nameOf(unit),
      system,
      'đang sử dụng',
      { day: dayOf(index) as never },
      `Bàn giao lần ${index % 7}`,
    ];
  }
}

function sheet(): WrittenSheet {
  const columns = ['Mã đơn vị', 'Tên đơn vị', 'Hệ thống', 'Giai đoạn', 'Ngày hiệu lực', 'Ghi chú'].map((title) => ({
    title,
  }));
  return { name: 'Triển khai', columns, rows: rows() };
}

async function recordUnits(ownerUrl: string): Promise<void> {
  const owner = await openDataSource(ownerUrl, 1);
  try {
    const units = Array.from({ length: UNITS }, (_, index) => ({
      ...{ code: codeOf(index), name: nameOf(index), key: searchKey(nameOf(index), 'xã') },
    }));
    await owner.query(`insert into revision (n, at) select max(n) + 1, clock_timestamp() from revision`);
    await owner.query(
      `with made as (insert into unit (recorded_in) select (select max(n) from revision) from generate_series(1, $2::int) returning id),
         numbered as (select id, row_number() over () as place from made)
       insert into unit_period (unit_id, code, name, kind, level, parent_id, search_key, known_from)
       select numbered.id, row->>'code', row->>'name', 'xã', 'commune',
         (select unit_id from unit_period where code = '705' and known_to is null limit 1), row->>'key', (select max(n) from revision)
       from numbered join jsonb_array_elements($1) with ordinality as list(row, place) using (place)`,
      [JSON.stringify(units), UNITS],
    );
  } finally {
    await owner.destroy();
  }
}

const PERIODS = ['2016-11', '2016-12'];

/** 20,000 figures, of each made-up commune two: `kind` with `count` in each row. */
function figures(kind: 'declarations' | 'indicator-values', count: number): WrittenSheet {
  const columns =
    kind === 'declarations'
      ? ['Hệ thống', 'Mã phạm vi', 'Tính đến ngày', 'Số lượng', 'Nguồn']
      : ['Chỉ số', 'Mã đơn vị', 'Kỳ báo cáo', 'Số liệu', 'Nguồn'];
  const rowsOf = function* (): Generator<SheetCell[]> {
    for (const [place, period] of PERIODS.entries())
      for (let index = 0; index < UNITS; index += 1)
        yield kind === 'declarations'
          ? ['e-office', codeOf(index), { day: `${period}-1${place}` as never }, count, 'BC 01']
          : ['meetings', codeOf(index), period, count, 'BC 01'];
  };
  return { name: 'Số liệu', columns: columns.map((title) => ({ title })), rows: rowsOf() };
}

/** Kinds that are not deployments: 20,000 rows stated, and all of them corrected. */
async function measureFigures(): Promise<void> {
  await inOwnFolder(async (dataDir) => {
    const service = await startService(dataDir);
    try {
      const headers = await administrator(dataDir);
      const server = await attachEmbeddedServer(dataDir);
      if (!server) throw new Error('The service has no server');
      await recordUnits(server.urlFor('admin', 'tracker'));
      const indicator = { code: 'meetings', name: 'Số cuộc họp', kind: 'count', definition: 'Số cuộc họp' };
      await fetch(`${service.address}/api/v1/indicators`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(indicator),
      });
      for (const kind of ['declarations', 'indicator-values'] as const) {
        for (const [what, count] of [
          ['stated', 3],
          ['corrected', 4],
        ] as const) {
          const bytes = await buffer(writeCsv(figures(kind, count)));
          const began = performance.now();
          const applied = await bringIn(service.address, headers, bytes, 'csv', 'apply', kind);
          if (applied.revision === null) throw new Error(`Applied: ${JSON.stringify(applied).slice(0, 2000)}`);
          report(`${kind}: ${2 * UNITS} rows ${what}`, (performance.now() - began) / 1000, '', 's', 1);
        }
      }
    } finally {
      await service.end();
    }
  });
}

/** Seconds that COPY takes for the entries that were just imported, into a table like the ledger's. */
async function bareCopy(ownerUrl: string): Promise<number> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(`create table bare_copy (like deployment_entry including all)`);
    await client.query(
      `create temporary table entered as select * from deployment_entry where recorded_in = (select max(n) from revision)`,
    );
    const { rows: columns } = await client.query<{ name: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as name from information_schema.columns
       where table_name = 'bare_copy' and column_name <> 'id'`,
    );
    const folder =
      (await client.query<{ data_directory: string }>(`show data_directory`)).rows[0]?.data_directory ?? '';
    const list = columns[0]?.name ?? '';
    await client.query(`copy (select ${list} from entered) to '${folder}/bare-copy'`);
    const began = performance.now();
    await client.query(`copy bare_copy (${list}) from '${folder}/bare-copy'`);
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}

async function measure(format: 'xlsx' | 'csv', mostSeconds: number, mostMegabytes: number): Promise<void> {
  const bytes = await buffer(format === 'xlsx' ? writeWorkbook([sheet()]) : writeCsv(sheet()));
  await inOwnFolder(async (dataDir) => {
    const service = await startService(dataDir);
    try {
      const headers = await administrator(dataDir);
      const server = await attachEmbeddedServer(dataDir);
      if (!server) throw new Error('The service has no server');
      await recordUnits(server.urlFor('admin', 'tracker'));
      const before = peakOf(service);
      const ping = pingOf(service.address);
      const began = performance.now();
      const checked = await bringIn(service.address, headers, bytes, format, 'check');
      const atCheck = (performance.now() - began) / 1000;
      if (checked.changes.create !== ROWS) throw new Error(`Checked: ${JSON.stringify(checked)}`);
      await fetch(`${service.address}/api/v1/imports/${checked.id}/apply`, { method: 'POST', headers });
      const applied = await ended(service.address, headers, checked.id);
      const seconds = (performance.now() - began) / 1000;
      if (applied.revision === null) throw new Error(`Applied: ${JSON.stringify(applied).slice(0, 2000)}`);
      const slowest = await ping.end();
      const peak = peakOf(service);
      const copy = await bareCopy(server.urlFor('admin', 'tracker'));
      const word = (isMet: boolean): string => (isMet ? 'met' : 'MISSED');
      report(`${format}: ${(bytes.length / 1e6).toFixed(1)} MB, ${ROWS} rows checked`, atCheck, '', 's', 1);
      report(
        `${format}: checked and applied`,
        seconds,
        `target ${mostSeconds} s: ${word(seconds <= mostSeconds)}`,
        's',
        1,
      );
      report(
        `${format}: most memory of the service`,
        peak,
        `target ${mostMegabytes} MB: ${word(peak <= mostMegabytes)} (${before.toFixed(0)} before)`,
        'MB',
      );
      report(
        `${format}: a bare COPY of the same entries`,
        copy,
        `the import takes ${(seconds / copy).toFixed(1)} times as long`,
        's',
        2,
      );
      report(`${format}: slowest answer of health/live meanwhile`, slowest, '', 'ms');
    } finally {
      await service.end();
    }
  });
}

async function bringIn(
  address: string,
  headers: Record<string, string>,
  bytes: Buffer,
  format: string,
  mode: string,
  kind = 'deployments',
) {
  const form = new FormData();
  form.append('kind', kind);
  form.append('mode', mode);
  form.append('file', new Blob([new Uint8Array(bytes)]), `trien-khai.${format}`);
  const response = await fetch(`${address}/api/v1/imports`, { method: 'POST', headers, body: form });
  const { id } = (await response.json()) as { id: string };
  return ended(address, headers, id);
}

async function ended(address: string, headers: Record<string, string>, id: string): Promise<any> {
  for (;;) {
    const answer: any = await (await fetch(`${address}/api/v1/imports/${id}`, { headers })).json();
    if (answer.state !== 'running') return answer;
    await delay(100);
  }
}

/** Asks whether the service lives, again and again; the slowest answer in milliseconds. */
function pingOf(address: string): { end(): Promise<number> } {
  let slowest = 0;
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const began = performance.now();
      await (await fetch(`${address}/api/v1/health/live`)).text();
      slowest = Math.max(slowest, performance.now() - began);
      await delay(PING_MS);
    }
    return slowest;
  })();
  return {
    end: () => {
      over.abort();
      return asking;
    },
  };
}

/** The most memory that the process has held so far, in MB. */
function peakOf(service: MeasuredService): number {
  const status = readFileSync(`/proc/${service.process.pid ?? 0}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

await measure('csv', 30, 500);
await measure('xlsx', 60, 1500);
await measureFigures();
