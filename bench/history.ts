import { addDays, dayOfInstant, type LocalDate, parseLocalDate } from '../src/kernel/local-date.js';
import { administrator, inOwnFolder, median, report, runCommand, startService, timed } from './measuring.js';

/**
 * npm run bench:history: whether the coverage of a province costs the same for a day 15 years back as for today. Tây
 * Ninh with Long An out of the register, and 17 years of entries: every commune of each day, 12 systems, twice a year,
 * each entry another stage. Both days are asked in turn, every question with a day of its own, so that no answer can
 * have been prepared. Target: the older one below 1.5 times today's.
 */
const FIRST_ENTRIES = parseLocalDate('2009-01-01');
const MERGER = parseLocalDate('2025-07-01');
const YEARS_BACK = 15;
const SYSTEMS = 12;
const ROUNDS = 60;
const WARM_UP = 10;
const BATCH = 1_000;
const MOST = 1.5;
const STAGES = ['none', 'preparing', 'pilot', 'live', 'suspended', 'live', 'retired', 'live'];

interface Side {
  readonly province: string;
  readonly lastDay: LocalDate;
}

let address: string;
let headers: Record<string, string>;

async function measure(): Promise<void> {
  await inOwnFolder(async (dataDir) => {
    await runCommand(dataDir, 'register', 'load', '--province', '72');
    headers = await administrator(dataDir);
    const service = await startService(dataDir);
    try {
      address = service.address;
      const today = dayOfInstant(Date.now());
      const then = parseLocalDate(
        `${Number(today.slice(0, 4)) - YEARS_BACK}${today.slice(4).replace('-02-29', '-02-28')}`,
      );
      const sides = [
        { province: '80', lastDay: today },
        { province: '72', lastDay: then },
      ] as const;
      await recordSystems();
      await recordEntries(halfYears(today).filter((day) => day < MERGER));
      console.log('While the communes of today have logged nothing, and inherit:');
      await compare(...sides);
      await recordEntries(halfYears(today).filter((day) => day >= MERGER));
      console.log('Once they have logged:');
      await compare(...sides);
    } finally {
      await service.end();
    }
  });
}

async function compare(today: Side, then: Side): Promise<void> {
  const took = new Map<Side, number[]>([
    [today, []],
    [then, []],
  ]);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const daysBack = round + WARM_UP;
    for (const side of round % 2 === 0 ? [today, then] : [then, today]) {
      const ms = await timed(() => askCoverage(side, addDays(side.lastDay, -daysBack)));
      if (round >= 0) took.get(side)?.push(ms);
    }
  }
  const [now, before] = [median(took.get(today) ?? []), median(took.get(then) ?? [])];
  const rounds = `median of ${ROUNDS}`;
  report(`coverage of the province on days up to ${today.lastDay}`, now, rounds, 'ms', 1);
  report(`coverage of the province on days up to ${then.lastDay}`, before, rounds, 'ms', 1);
  const ratio = before / now;
  report(
    `${YEARS_BACK} years back in relation to today`,
    ratio,
    `target ${MOST}: ${ratio < MOST ? 'met' : 'MISSED'}`,
    '',
    2,
  );
}

async function askCoverage({ province }: Side, day: LocalDate): Promise<void> {
  const { rows } = await get(`/coverage?asOf=${day}&within=${province}&groupBy=system,level`);
  const communes = (rows as { level: string; eligible: number; unknown: number }[]).filter(
    ({ level }) => level === 'commune',
  );
  const isThere = communes.every(({ eligible, unknown }) => eligible > 90 && unknown < eligible / 2);
  if (communes.length !== SYSTEMS || !isThere) throw new Error(`Coverage of ${province} on ${day} lacks figures`);
}

async function recordSystems(): Promise<void> {
  for (let system = 0; system < SYSTEMS; system += 1) {
    await post('/systems', { code: codeOf(system), name: `Hệ thống ${system + 1}` });
    await post(`/systems/${codeOf(system)}/applicability`, { level: 'commune' });
  }
}

/** The ledger: what a commune logs depends on its place, the system and the day. */
async function recordEntries(days: readonly LocalDate[]): Promise<void> {
  let entries: unknown[] = [];
  let recorded = 0;
  const flush = async (): Promise<void> => {
    if (entries.length > 0) await post('/deployments/batch', { entries });
    recorded += entries.length;
    entries = [];
  };
  for (const [step, day] of days.entries()) {
    for (const [place, unit] of (await communesOn(day)).entries()) {
      for (let system = 0; system < SYSTEMS; system += 1) {
        const stage = STAGES[(step + place + system) % STAGES.length];
        entries.push({ unit, system: codeOf(system), stage, effectiveOn: day });
        if (entries.length === BATCH) await flush();
      }
    }
  }
  await flush();
  console.log(`${recorded} entries from ${days[0]} to ${days.at(-1)}`);
}

function halfYears(until: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let year = Number(FIRST_ENTRIES.slice(0, 4)); year <= Number(until.slice(0, 4)); year += 1)
    days.push(parseLocalDate(`${year}-01-01`), parseLocalDate(`${year}-07-01`));
  return days.filter((day) => day <= until);
}

async function communesOn(day: LocalDate): Promise<string[]> {
  const { items } = await get(`/units?asOf=${day}&level=commune&within=${day < MERGER ? '72,80' : '80'}&limit=500`);
  return (items as { id: string }[]).map(({ id }) => id);
}

const codeOf = (system: number): string => `system-${system + 1}`;

async function get(path: string): Promise<any> {
  const response = await fetch(`${address}/api/v1${path}`, { headers });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status >= 300) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

await measure();
