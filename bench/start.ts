import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { administrator, inOwnFolder, median, report, startService, timed } from './measuring.js';

/**
 * npm run bench:start: how long from nothing to the first answer, how long when started again, how long the first
 * coverage answer takes that nothing prepared, and what the Node process holds at rest. Targets for two cores: cold
 * 15 s, warm 4 s, first answer 50 ms, 200 MB.
 */
async function measure(): Promise<void> {
  await inOwnFolder(async (dataDir) => {
    const cold = await run(dataDir, null);
    const headers = await administrator(dataDir);
    const warm = await run(dataDir, headers);
    report('cold start to first answer', cold.readyMs, 'target 15000 ms', 'ms');
    report('warm start to first answer', warm.readyMs, 'target 4000 ms', 'ms');
    report('first coverage answer of the province, uncached', warm.firstCoverageMs, 'target 50 ms', 'ms');
    report('the same again (median of 20)', warm.laterCoverageMs, 'target 50 ms', 'ms');
    report('memory of the Node process at rest', warm.residentMb, 'target 200 MB', 'MB');
  });
}

/** Without `headers` only the start is measured. */
async function run(dataDir: string, headers: Record<string, string> | null) {
  const began = performance.now();
  const service = await startService(dataDir);
  const { address } = service;
  await timed(() => fetch(`${address}/api/v1/health/ready`));
  const readyMs = performance.now() - began;
  const ask = (): Promise<void> => (headers ? askCoverage(address, headers) : Promise.resolve());
  const firstCoverageMs = await timed(ask);
  const later: number[] = [];
  for (let round = 0; round < 20; round += 1) later.push(await timed(ask));
  await pause(2_000);
  const residentMb = await residentMegabytes(service.process.pid ?? 0);
  await service.end();
  return { readyMs, firstCoverageMs, laterCoverageMs: median(later), residentMb };
}

async function askCoverage(address: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(`${address}/api/v1/coverage?asOf=2016-12-31&groupBy=system,level`, { headers });
  if (response.status !== 200) throw new Error(`Coverage answered ${response.status}`);
  await response.text();
}

async function residentMegabytes(pid: number): Promise<number> {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

await measure();
