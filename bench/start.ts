import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../config/project-root.js';

/**
 * npm run bench:start: how long from nothing to the first answer, how long when started again, how long the first
 * coverage answer takes that nothing prepared, and what the Node process holds at rest. Targets for two cores: cold
 * 15 s, warm 4 s, first answer 50 ms, 200 MB.
 */
async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tracker-bench-'));
  try {
    const cold = await run(folder);
    const warm = await run(folder);
    report('cold start to first answer', cold.readyMs, 15_000, 'ms');
    report('warm start to first answer', warm.readyMs, 4_000, 'ms');
    report('first coverage answer of the province, uncached', warm.firstCoverageMs, 50, 'ms');
    report('the same again (median of 20)', warm.laterCoverageMs, 50, 'ms');
    report('memory of the Node process at rest', warm.residentMb, 200, 'MB');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(folder: string) {
  const began = performance.now();
  const service = spawn(process.execPath, [join(projectRoot, 'dist', 'src', 'main.js')], {
    env: { ...process.env, DATA_DIR: join(folder, 'postgres'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await addressOf(service);
  await timed(() => fetch(`${address}/api/v1/health/ready`));
  const readyMs = performance.now() - began;
  const firstCoverageMs = await timed(() => askCoverage(address));
  const later: number[] = [];
  for (let round = 0; round < 20; round += 1) later.push(await timed(() => askCoverage(address)));
  await pause(2_000);
  const residentMb = await residentMegabytes(service.pid ?? 0);
  service.kill('SIGTERM');
  await once(service, 'exit');
  return { readyMs, firstCoverageMs, laterCoverageMs: median(later), residentMb };
}

async function addressOf(service: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of service.stdout ?? []) {
    printed += String(chunk);
    const address = /^Ready: (\S+)$/m.exec(printed)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The service ended before it was ready:\n${printed}`);
}

async function askCoverage(address: string): Promise<void> {
  const response = await fetch(`${address}/api/v1/coverage?asOf=2016-12-31&groupBy=system,level`);
  if (response.status !== 200) throw new Error(`Coverage answered ${response.status}`);
  await response.text();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function residentMegabytes(pid: number): Promise<number> {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(what: string, value: number, target: number, unit: string): void {
  console.log(`${what.padEnd(50)} ${value.toFixed(0).padStart(7)} ${unit}   target ${target} ${unit}`);
}

await measure();
