import { readFile } from 'node:fs/promises';
import { administrator, inOwnFolder, report, runCommand, startService, timed } from './measuring.js';

/**
 * npm run bench:report: a report of a province and one of the country (34 provinces, 3,321 communes, 12 systems, ten
 * years of entries, all unit lists), computed by the running service from its own ledger and rendered to DOCX, PDF and
 * XLSX. Every commune of the country before the mergers of 2025 logs each system once in the years from 2016 on, and half
 * of those of today log again; the others inherit. Targets for two cores: 3 s and 30 s for the three files together, and
 * 1 GB for the service at its highest (read from /proc, so on Linux alone).
 */
const SYSTEMS = 12;
const BATCH = 1_000;
const AS_OF = '2026-06-30';
const PROVINCE = '80';
const MERGER = '2025-07-01';
const STAGES = ['live', 'preparing', 'live', 'none', 'live', 'pilot', 'live', 'suspended'];

let address: string;
let headers: Record<string, string>;

async function measure(): Promise<void> {
  await inOwnFolder(async (dataDir) => {
    await runCommand(dataDir, 'register', 'load', '--all', '--apply');
    headers = await administrator(dataDir);
    await withService(dataDir, async () => {
      await recordSystems();
      await recordEntries();
    });
    for (const [code, scope, target] of [
      ['province', PROVINCE, 'target 3000 ms'],
      ['country', null, 'target 30000 ms'],
    ] as const) {
      let id = '';
      await withService(dataDir, async (pid) => {
        await define(code, scope);
        id = await measureComputing(code);
        await reportMemory(`computing the ${code}`, pid);
      });
      // A service of its own, so that it is the files' memory that is seen.
      await withService(dataDir, async (pid) => {
        await measureFiles(code, id, target);
        await reportMemory(`the files of the ${code}${scope === null ? ', target 1000 MB' : ''}`, pid);
      });
    }
  });
}

async function withService(dataDir: string, work: (pid: number | undefined) => Promise<void>): Promise<void> {
  const service = await startService(dataDir);
  try {
    address = service.address;
    await work(service.process.pid);
  } finally {
    await service.end();
  }
}

async function measureComputing(definition: string): Promise<string> {
  let id = '';
  const computing = await timed(async () => {
    ({ id } = await send('POST', '/reports', { definition, period: '2026', asOf: AS_OF }));
  });
  report(`${definition}: computed and frozen`, computing, '', 'ms');
  return id;
}

async function measureFiles(definition: string, id: string, target: string): Promise<void> {
  let total = 0;
  for (const format of ['docx', 'pdf', 'xlsx']) {
    let size = 0;
    const took = await timed(async () => {
      const response = await fetch(`${address}/api/v1/reports/${id}.${format}`, { headers });
      if (response.status !== 200) throw new Error(`${format} answered ${response.status}`);
      size = (await response.arrayBuffer()).byteLength;
    });
    total += took;
    report(`${definition} as ${format}, ${(size / 1e6).toFixed(1)} MB`, took, '', 'ms');
  }
  report(`${definition}: the three files`, total, target, 'ms');
}

/** The most that the service ever held, with its threads. */
async function reportMemory(what: string, pid: number | undefined): Promise<void> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (peak !== undefined) report(`memory at most, ${what}`, Number(peak) / 1e3, '', 'MB');
}

async function define(code: string, scope: string | null): Promise<void> {
  await send('POST', '/report-definitions', {
    ...{ code, type: 'year', name: code, rule: 'calendar', placeName: 'Hà Nội', ...(scope ? { scope } : {}) },
    ...{ issuingBody: 'CƠ QUAN BÁO CÁO', abbreviation: 'CQ', signatory: { lines: ['GIÁM ĐỐC'] } },
  });
}

async function recordSystems(): Promise<void> {
  for (let system = 0; system < SYSTEMS; system += 1) {
    await send('POST', '/systems', { code: codeOf(system), name: `Hệ thống thông tin số ${system + 1}` });
    await send('POST', `/systems/${codeOf(system)}/applicability`, { level: 'commune' });
  }
}

async function recordEntries(): Promise<void> {
  // Those that were there all the ten years.
  const last = new Set(await communesOn('2025-06-30'));
  const before = (await communesOn('2016-01-01')).filter((unit) => last.has(unit));
  const after = await communesOn(MERGER);
  console.log(`${before.length} communes before the mergers, ${after.length} since`);
  await record(before, (place, system) => `${2016 + ((place + system) % 10)}-0${1 + ((place * system) % 6)}-01`);
  await record(
    after.filter((_, place) => place % 2 === 0),
    (place, system) => `2026-0${1 + ((place + system) % 6)}-15`,
  );
}

/** Each unit with each system once, on the day that `dayOf` names. */
async function record(units: readonly string[], dayOf: (place: number, system: number) => string): Promise<void> {
  let entries: unknown[] = [];
  let recorded = 0;
  for (const [place, unit] of units.entries()) {
    for (let system = 0; system < SYSTEMS; system += 1) {
      const stage = STAGES[(place + system) % STAGES.length];
      entries.push({ unit, system: codeOf(system), stage, effectiveOn: dayOf(place, system) });
      const isLast = place === units.length - 1 && system === SYSTEMS - 1;
      if (entries.length < BATCH && !isLast) continue;
      await send('POST', '/deployments/batch', { entries });
      recorded += entries.length;
      entries = [];
    }
  }
  console.log(`${recorded} entries`);
}

async function communesOn(day: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: any = await send('GET', `/units?asOf=${day}&level=commune&limit=500${more}`);
    found.push(...(page.items as { id: string }[]).map(({ id }) => id));
    cursor = page.nextCursor as string | null;
  } while (cursor !== null);
  return found;
}

const codeOf = (system: number): string => `system-${system + 1}`;

async function send(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status >= 300)
    throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  return response.json();
}

await measure();
