import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { readHead } from '../../src/audit/audit-head-file.js';
import { AuditVerification, type AuditVerdict } from '../../src/audit/audit-verification.service.js';
import { SEALED_TABLES, type SealedTable } from '../../src/audit/sealed-tables.js';
import { Sealer } from '../../src/audit/sealer.service.js';
import { startApp, type TestApp } from '../support/app.js';

const SECRET = 'kD83nvXq0ZpWm5yTgH2rBsL7uJc4aEf9';
const PROJECT = join(import.meta.dirname, '../..');

let tracker: TestApp;
let owner: DataSource;

beforeAll(async () => {
  tracker = await startApp({ sample: true, service: { secret: Buffer.from(SECRET) } });
  owner = await openDataSource(tracker.database.ownerUrl);
  const { body } = await tracker.post('/documents', {
    ...{ type: 'decision', issuer: 'UBND tỉnh', title: 'Quyết định', number: '1/QĐ-UBND' },
  });
  const form = new FormData();
  form.append('file', new Blob(['Nội dung']), 'a.txt');
  const attached = await fetch(`${tracker.address}/api/v1/documents/${body.id}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tracker.administrator}` },
    body: form,
  });
  expect(attached.status).toBe(201);
  const evidence = [{ kind: 'document', title: 'Quyết định', document: body.id }];
  const entry = {
    unit: '25495',
    unitName: 'Xã Tân Bình',
    system: 'e-office',
    stage: 'live',
    effectiveOn: '2016-12-20',
  };
  const { id } = (await tracker.post('/deployments', { ...entry, evidence })).body;
  await tracker.post(`/deployments/${id}/retraction`, { reason: 'thử' });
  const exemption = { unit: '25495', system: 'portal', validFrom: '2016-01-01', reason: 'xa', grantedBy: 'UBND tỉnh' };
  await tracker.post('/exemptions', exemption);
  await tracker.post('/contacts', { unit: '25495', unitName: 'Xã Tân Bình', name: 'Đầu mối', validFrom: '2016-01-01' });
  const [declaration] = (await tracker.get('/declarations')).body.items;
  await tracker.post(`/declarations/${declaration.id}/retraction`, { reason: 'thử' });
  await tracker.patch('/settings', { published: true });
  await tracker.app.get(Sealer).sealAll();
}, 60_000);
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

const verify = (head?: string): Promise<AuditVerdict> =>
  tracker.app.get(AuditVerification).verify(head === undefined ? null : readHead(head));

/** As the owner of the tables, with every trigger and foreign key silenced; taken back afterwards. */
async function tampered(...statements: string[]): Promise<AuditVerdict['broken']> {
  const runner = owner.createQueryRunner();
  const tables = await owner.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const backup = [
    ...Object.keys(SEALED_TABLES),
    'audit_event',
    'audit_seal',
    'row_seal',
    'audit_head',
    'attachment_content',
  ];
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(backup));
  try {
    const constraints = await runner.query(
      `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype in ('f', 'c') and connamespace = 'public'::regnamespace`,
    );
    for (const { table, name } of constraints) await runner.query(`alter table ${table} drop constraint ${name}`);
    for (const table of backup) {
      await runner.query(`create table kept_${table} as table ${table}`);
      await runner.query(`alter table ${table} disable trigger user`);
    }
    for (const statement of statements) await runner.query(statement);
    const { broken } = await verify();
    for (const table of backup) {
      const columns = await runner.query(
        `select string_agg(quote_ident(column_name), ', ') as list from information_schema.columns
         where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`,
      );
      await runner.query(`delete from ${table}`);
      await runner.query(
        `insert into ${table} (${columns[0].list}) overriding system value select ${columns[0].list} from kept_${table}`,
      );
      await runner.query(`drop table kept_${table}`);
      await runner.query(`alter table ${table} enable trigger user`);
    }
    for (const { table, name, definition } of constraints.sort((a: any) => (a.definition.startsWith('CHECK') ? -1 : 1)))
      await runner.query(`alter table ${table} add constraint ${name} ${definition}`);
    return broken;
  } finally {
    await runner.release();
  }
}

describe('the chain', () => {
  it('covers every table whose rows are of a revision', async () => {
    const rows = await owner.query<{ name: string }[]>(
      `select distinct table_name as name from information_schema.columns
       where table_schema = 'public' and column_name in ('known_from', 'recorded_in')`,
    );
    expect(Object.keys(SEALED_TABLES).sort()).toEqual(['revision', ...rows.map(({ name }) => name)].sort());
  });

  it('holds, with every row of every revision in it', async () => {
    const verdict = await verify();
    expect(verdict.broken).toBeNull();
    expect(verdict.unsealed).toEqual({ revisions: 0, events: 0 });
    const [{ rows }] = await owner.query<[{ rows: number }]>(`select count(*) as rows from row_seal`);
    expect(verdict.rows).toBe(rows);
    expect(rows).toBeGreaterThan(1000);
    expect((await verify(verdict.head)).broken).toBeNull();
  });

  it('is verified from the terminal', () => {
    const run = (): string =>
      execFileSync(process.execPath, ['scripts/cli.mjs', 'audit', 'verify'], {
        cwd: PROJECT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, SECRET },
          ...{ MIGRATION_DATABASE_URL: '', DATA_DIR: '', AUDIT_HEAD_FILE: tracker.options.auditHeadFile },
        },
      });
    expect(run()).toMatch(/^Intact: \d+ links over \d+ rows\. Head \d+:[0-9a-f]{64}\n$/);
  });
});

describe('whoever owns the tables and changes them', () => {
  const inUse = Object.keys(SEALED_TABLES).filter((table) => table !== 'revision');

  it.each(inUse)('is found: a row of %s removed, or added', async (table) => {
    const [{ count }] = await owner.query<[{ count: number }]>(`select count(*) as count from ${table}`);
    if (count === 0) return;
    const { key, begun } = SEALED_TABLES[table] as SealedTable;
    const name = `concat_ws('/', ${key.map((column) => `${column}::text`).join(', ')})`;
    const [row] = await owner.query<[{ name: string; revision: number }]>(
      `select ${name} as name, ${begun} as revision from ${table} order by ${begun} desc limit 1`,
    );
    const removed = await tampered(`delete from ${table} where ${name} = '${row.name}'`);
    expect(removed?.what).toBe(`revision ${row.revision}: row ${row.name} of ${table} is missing`);
    const added = await tampered(
      `delete from row_seal where table_name = '${table}' and row_key = '${row.name}' and part = 'begun'`,
    );
    expect(added?.what).toBe(`revision ${row.revision}: row ${row.name} of ${table} was added`);
  });

  const CHANGES: [string, string, RegExp][] = [
    [
      'an entry',
      `update deployment_entry set stage = 'none' where id = 5`,
      /^revision 1: row 5 of deployment_entry, or/,
    ],
    [
      'a name',
      `update unit_period set name = 'Xã Khác' where code = '25495'`,
      /^revision 1: row \d+ of unit_period, or/,
    ],
    ['who wrote', `update revision set account_name = 'ai đó' where n = 2`, /^revision 2: row 2 of revision, or/],
    [
      'when',
      `update revision set at = at + interval '1 microsecond' where n = 3`,
      /^revision 3: row 3 of revision, or/,
    ],
    [
      'an end',
      `update stage_start set known_to = null where known_to is not null`,
      /row \d+ of stage_start \(its end\) is/,
    ],
    ['a file', `update attachment_content set bytes = 'khác'`, /row 1 of attachment, or its seal, was changed$/],
    ['an event', `update audit_event set account_name = 'ai đó'`, /^row \d+ of audit_event, or its seal, was changed$/],
    ['no event', `delete from audit_event`, /^row \d+ of audit_event is missing$/],
    [
      'a seal',
      `update row_seal set mac = sha256(mac) where row_key = '5' and table_name = 'deployment_entry'`,
      /row 5 of/,
    ],
    [
      'a link',
      `update audit_seal set mac = sha256(mac) where seq = 4`,
      /^revision \d+: rows were added or removed together/,
    ],
    ['no link', `delete from audit_seal where seq = 4`, /^link 4 is missing$/],
    ['the head', `update audit_head set mac = sha256(mac)`, /^the head in audit_head is not that of the chain$/],
  ];
  it.each(CHANGES)('is found: %s', async (_, statement, sentence) => {
    expect((await tampered(statement))?.what).toMatch(sentence);
  });

  it('is found: the end cut off, with its rows, its seals and the head in the database', async () => {
    const { links } = await verify();
    const broken = await tampered(
      `delete from audit_seal where seq > ${links - 2}`,
      `update audit_head set (seq, mac) = (select seq, mac from audit_seal order by seq desc limit 1)`,
    );
    expect(broken).toEqual({ seq: links - 1, what: `links ${links - 1} to ${links} were cut off the end` });
  });

  it('leaves the chain as it was once it is all put back', async () => {
    expect((await verify()).broken).toBeNull();
  });
});

describe('the seals of another key', () => {
  it('are not those of this chain', async () => {
    const before = await verify();
    const head = before.head.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect((await verify(head)).broken?.what).toBe(`link ${before.links} is another than was noted`);
  });
});

describe('writes that go on', () => {
  beforeEach(async () => {
    await tracker.app.get(Sealer).sealAll();
  });

  it('are sealed once each, whoever seals at the same time', async () => {
    const sealer = tracker.app.get(Sealer);
    const writes = Array.from({ length: 12 }, (_, n) =>
      tracker.post('/sets', { code: `tap-${n}`, name: `Tập ${n}` }).then(() => sealer.sealAll()),
    );
    await Promise.all([...writes, sealer.sealAll(), sealer.sealAll()]);
    await sealer.sealAll();
    const verdict = await verify();
    expect([verdict.broken, verdict.unsealed]).toEqual([null, { revisions: 0, events: 0 }]);
  });
});
