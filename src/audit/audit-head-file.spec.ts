import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceOptions } from '../../config/service-options.js';
import { AuditHeadFile } from './audit-head-file.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-head-'));
});
afterAll(() => rm(directory, { recursive: true }));

const head = (seq: number) => ({ seq, mac: Buffer.alloc(32, seq) });

it('is nothing before the first link', async () => {
  expect(await new AuditHeadFile({ auditHeadFile: join(directory, 'none') } as ServiceOptions).read()).toBeNull();
});

it('is the link noted last, in a directory that was not there', async () => {
  const file = new AuditHeadFile({ auditHeadFile: join(directory, 'kept/elsewhere/head') } as ServiceOptions);
  await file.write(head(4));
  await file.write(head(5));
  expect(await file.read()).toEqual(head(5));
});
