import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { csv } from '../support/imports.js';
import {
  createDataDir,
  endServices,
  type Service,
  signInWithPrintedLink,
  startService,
} from '../support/service-process.js';

afterEach(endServices);

const HEADING = ['Mã đơn vị', 'Tên đơn vị', 'Hệ thống', 'Giai đoạn', 'Ngày hiệu lực'];
const STAGES = ['đang sử dụng', 'tạm dừng'];
const ROWS = 30_000;

/** E-office of nine districts, every day another stage: enough rows that writing them takes seconds. */
function longFile(): Buffer {
  const districts = ['703', '705', '706', '707', '708', '709', '710', '711', '712'];
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const day = new Date(Date.UTC(2005, 0, 1 + Math.floor(index / districts.length))).toISOString().slice(0, 10);
    return [
      districts[index % districts.length] as string,
      '',
      'e-office',
      STAGES[Math.floor(index / 9) % 2] as string,
      day,
    ];
  });
  return csv(HEADING, ...rows);
}

async function ask(service: Service, cookie: string, path: string): Promise<any> {
  return (await fetch(`${service.address}/api/v1${path}`, { headers: { cookie } })).json();
}

async function bringIn(service: Service, cookie: string): Promise<any> {
  const form = new FormData();
  form.append('kind', 'deployments');
  form.append('mode', 'apply');
  form.append('file', new Blob([new Uint8Array(longFile())]), 'dai.csv');
  const response = await fetch(`${service.address}/api/v1/imports`, {
    method: 'POST',
    headers: { cookie, origin: service.address },
    body: form,
  });
  return response.json();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 2_400; round += 1) {
    if (await holds()) return;
    await delay(50);
  }
  throw new Error('It never came to it');
}

it('a process killed in the middle of an apply leaves nothing of it, and the same file can be applied again', async () => {
  const data = createDataDir();
  try {
    const first = await startService({ DATA_DIR: data.dataDir });
    const cookie = await signInWithPrintedLink(first);
    const { revision: before } = await ask(first, cookie, '/sets?limit=1');
    const sent = bringIn(first, cookie).catch(() => null);
    let id = '';
    // Beyond 0.6 it writes.
    await until(async () => {
      const { items } = await ask(first, cookie, '/imports');
      id = items[0]?.id ?? '';
      return items[0]?.state === 'running' && items[0].progress > 0.62;
    });
    await first.end('SIGKILL');
    await sent;

    const second = await startService({ DATA_DIR: data.dataDir });
    expect((await ask(second, cookie, '/sets?limit=1')).revision).toBe(before);
    expect((await ask(second, cookie, '/deployments/history?unit=703&system=e-office&asOf=2016-12-31')).total).toBe(1);
    await until(async () => (await ask(second, cookie, `/imports/${id}`)).state === 'interrupted');
    expect(await ask(second, cookie, `/imports/${id}`)).toMatchObject({ revision: null, mode: 'apply' });

    const again = await bringIn(second, cookie);
    await until(async () => (await ask(second, cookie, `/imports/${again.id}`)).state !== 'running');
    const { state, changes, revision } = await ask(second, cookie, `/imports/${again.id}`);
    expect([state, changes.create + changes.update + changes.unchanged, revision]).toEqual(['done', ROWS, before + 1]);
    const answer = await fetch(`${second.address}/api/v1/imports/${id}/apply`, {
      method: 'POST',
      headers: { cookie, origin: second.address },
    });
    await answer.text();
    await until(async () => (await ask(second, cookie, `/imports/${id}`)).state !== 'running');
    expect(await ask(second, cookie, `/imports/${id}`)).toMatchObject({
      state: 'done',
      changes: { create: 0, update: 0 },
    });
    await second.end('SIGTERM');
  } finally {
    await endServices();
    data.remove();
  }
});
