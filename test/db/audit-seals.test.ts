import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { type DataSource, type QueryRunner } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { type AuditHead, AuditHeadFile, readHead } from '../../src/audit/audit-head-file.js';
import { AuditVerification, type AuditVerdict } from '../../src/audit/audit-verification.service.js';
import { SEALED_TABLES, type SealedTable } from '../../src/audit/sealed-tables.js';
import { SEALER } from '../../src/audit/seals.queries.js';
import { Sealer } from '../../src/audit/sealer.service.js';
import { startApp, type TestApp } from '../support/app.js';

const SECRET = randomBytes(48).toString('base64');
const PERMISSION_DENIED = '42501';
const PROJECT = join(import.meta.dirname, '../..');

let tracker: TestApp;
let owner: DataSource;
/** What was noted of the chain outside of the database. */
let noted: AuditHead[];
const TAMPERED = [
  ...Object.keys(SEALED_TABLES),
  'audit_event',
  'audit_seal',
  'row_seal',
  'audit_head',
  'attachment_content',
];

beforeAll(async () => {
  tracker = await startApp({ service: { secret: Buffer.from(SECRET) } });
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
  const corrected = await tracker.patch(`/documents/${body.id}`, { title: 'Quyết định khác' }, { 'if-match': '*' });
  expect(corrected.status).toBe(200);
  expect((await tracker.post('/sets', { code: 'dau', name: 'Đầu' })).status).toBe(201);
  await tracker.patch('/settings', { published: true });
  await fillEmptyTables();
  await tracker.app.get(Sealer).sealAll();
  const kept = await tracker.app.get(AuditHeadFile).read();
  expect(kept).not.toBeNull();
  noted = [kept as AuditHead];
}, 60_000);
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

/** Puts a row into each sealed table that has none, before anybody seals the revision: what it says does not matter here. */
async function fillEmptyTables(): Promise<void> {
  await owner.transaction(async (db) => {
    await db.query(`select pg_advisory_xact_lock(${SEALER})`);
    expect((await tracker.post('/sets', { code: 'cuoi', name: 'Cuối' })).status).toBe(201);
    for (const [table, { begun }] of Object.entries(SEALED_TABLES)) {
      const [{ empty }] = await db.query(`select not exists (select from ${table}) as empty`);
      if (!empty) continue;
      const constraints = await db.query(
        `select quote_ident(conname) as name from pg_constraint where contype in ('f', 'c') and conrelid = $1::regclass`,
        [table],
      );
      for (const { name } of constraints) await db.query(`alter table ${table} drop constraint ${name}`);
      await db.query(`alter table ${table} disable trigger user`);
      const columns = await db.query(
        `select quote_ident(column_name) as column, udt_name as type from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null
           and is_identity = 'NO' and is_generated = 'NEVER'`,
        [table],
      );
      const valueOf = ({ column, type }: { column: string; type: string }): string =>
        column === begun ? '(select max(n) from revision)' : changed(`null::${type}`, type);
      await db.query(
        `insert into ${table} (${columns.map(({ column }: any) => column).join()}) values (${columns.map(valueOf).join()})`,
      );
      await db.query(`alter table ${table} enable trigger user`);
    }
  });
}

const verify = (head?: string): Promise<AuditVerdict> =>
  tracker.app.get(AuditVerification).verify(head === undefined ? null : readHead(head));

/** As the owner of the tables, with every trigger and constraint gone; all of it is rolled back at the end. */
let runner: QueryRunner;
async function becomeTamperer(): Promise<void> {
  runner = owner.createQueryRunner();
  await runner.startTransaction();
  const constraints = await runner.query(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name from pg_constraint
     where contype in ('f', 'c', 'u', 'p', 'x') and connamespace = 'public'::regnamespace
     order by contype = 'f' desc`,
  );
  for (const { table, name } of constraints) await runner.query(`alter table ${table} drop constraint ${name}`);
  const columns = await runner.query(
    `select attrelid::regclass::text as "table", quote_ident(attname) as name from pg_attribute
     join pg_class on pg_class.oid = attrelid
     where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and attnotnull and attidentity = ''`,
  );
  for (const { table, name } of columns) await runner.query(`alter table ${table} alter ${name} drop not null`);
  const indexes = await runner.query(
    `select indexrelid::regclass::text as name from pg_index join pg_class on pg_class.oid = indrelid
     where relnamespace = 'public'::regnamespace and indisunique`,
  );
  for (const { name } of indexes) await runner.query(`drop index ${name}`);
  const identities = await runner.query(
    `select quote_ident(table_name) as "table", quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES'`,
  );
  for (const { table, name } of identities) await runner.query(`alter table ${table} alter ${name} drop identity`);
  for (const table of TAMPERED) await runner.query(`alter table ${table} disable trigger user`);
}

/** What the verification then finds; taken back afterwards. */
async function tampered(...statements: string[]): Promise<AuditVerdict['broken']> {
  await runner.query('savepoint before');
  try {
    for (const statement of statements) await runner.query(statement);
    return (await tracker.app.get(AuditVerification).verifyIn(runner.manager, noted)).broken;
  } finally {
    await runner.query('rollback to savepoint before');
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
    expect(rows).toBeGreaterThan(Object.keys(SEALED_TABLES).length);
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
  beforeAll(becomeTamperer, 60_000);
  afterAll(async () => {
    await runner.rollbackTransaction();
    await runner.release();
  });

  it('meets a row in every table that is sealed', async () => {
    for (const table of Object.keys(SEALED_TABLES)) {
      const [{ count }] = await runner.query(`select count(*) as count from ${table}`);
      expect([table, count > 0]).toEqual([table, true]);
    }
    expect(await tampered('select 1')).toBeNull();
  });

  describe.each(Object.keys(SEALED_TABLES))('%s', (table) => {
    const { key, begun, closing } = SEALED_TABLES[table] as SealedTable;
    const name = `concat_ws('/', ${key.map((column) => `${column}::text`).join(', ')})`;
    let row: { name: string; revision: number };
    const at = (): string => `where ${name} = '${row.name}'`;
    beforeAll(async () => {
      const ended = closing.length === 0 ? '' : `${closing[0]} is null desc, `;
      [row] = await runner.query(
        `select ${name} as name, ${begun} as revision from ${table} order by ${ended}${begun} desc limit 1`,
      );
    });

    it('is found with a row removed', async () => {
      const what = `revision ${row.revision}: row ${row.name} of ${table} is missing`;
      expect((await tampered(`delete from ${table} ${at()}`))?.what).toBe(what);
    });

    it('is found with a row added, or added again', async () => {
      const added = `delete from row_seal where table_name = '${table}' and row_key = '${row.name}' and part = 'begun'`;
      const what = `revision ${row.revision}: row ${row.name} of ${table} was added`;
      expect((await tampered(added))?.what).toBe(what);
      const again = await tampered(`insert into ${table} overriding system value select * from ${table} ${at()}`);
      expect(again?.what).toContain(`row ${row.name} of ${table}`);
    });

    it('is found with a row added to no revision that there is', async () => {
      for (const [column, revision] of [begun, ...closing.slice(0, 1)].flatMap((it) => [
        ...[
          [it, -1],
          [it, 1_000_000],
        ],
      ])) {
        const copy = await tampered(
          `create temporary table copy on commit drop as select * from ${table} ${at()}`,
          `update copy set ${column} = ${revision}`,
          `insert into ${table} overriding system value select * from copy`,
        );
        expect([column, revision, copy?.what]).toEqual([column, revision, expect.stringContaining(` of ${table}`)]);
      }
    });

    it('is found with any column changed', async () => {
      const columns = await runner.query(
        `select column_name as column, udt_name as type from information_schema.columns
         where table_schema = 'public' and table_name = $1 order by ordinal_position`,
        [table],
      );
      for (const { column, type } of columns) {
        const found = await tampered(`update ${table} set ${column} = ${changed(column, type)} ${at()}`);
        expect([column, found?.what]).toEqual([column, expect.stringContaining(` of ${table}`)]);
      }
    });
  });

  it.each(['revision', 'audit_event'])('is found with one more %s of its own making, sealed or not', async (table) => {
    const id = table === 'revision' ? 'n' : 'id';
    const columns = await runner.query(
      `select string_agg(column_name, ', ') as list from information_schema.columns
       where table_schema = 'public' and table_name = $1 and column_name not in ('${id}', 'signature')`,
      [table],
    );
    const [{ list }] = columns;
    const forge = (signature: string): string =>
      `insert into ${table} (${id}, signature, ${list}) overriding system value
       select (select max(${id}) + 1 from ${table}), ${signature}, ${list} from ${table}
       where ${id} = (select max(${id}) from ${table})`;
    const what = new RegExp(`^row \\d+ of ${table} was not written by the service$`);
    expect((await tampered(forge(`decode(repeat('ab', 48), 'hex')`)))?.what).toMatch(what);
    expect((await tampered(forge('null')))?.what).toMatch(what);
    expect((await tampered(forge('signature')))?.what).toMatch(
      new RegExp(`^row \\d+ of ${table} repeats the signature of another$`),
    );
  });

  const CHANGES: [string, string[], RegExp][] = [
    ['a file', [`update attachment_content set bytes = 'khác'`], /row 1 of attachment, or its seal, was changed$/],
    ['the length of a file', [`update attachment_content set size = 1`], /row 1 of attachment, or its seal, was/],
    ['no file', [`delete from attachment_content`], /row 1 of attachment, or its seal, was changed$/],
    [
      'no event',
      [`delete from audit_event where id = (select min(id) from audit_event)`],
      /^row \d+ of audit_event is missing$/,
    ],
    [
      'a seal',
      [`update row_seal set mac = sha256(mac) where row_key = '1' and table_name = 'document_version'`],
      /^revision 1: row 1 of document_version, or its seal, was changed$/,
    ],
    [
      'a seal of a revision to come',
      [`insert into row_seal (revision, table_name, row_key, part, mac) values (999999, 'unit', 'x', 'begun', '')`],
      /^the seal of row x of unit is of revision 999999, which is not sealed$/,
    ],
    [
      'an end',
      [`update document_version set known_to = null where id = 1`],
      /^revision 3: row 1 of document_version \(its end\) is missing$/,
    ],
    [
      'a link',
      [`update audit_seal set mac = sha256(mac) where seq = 4`],
      /^revision 3: rows were added or removed together with their seals, or the link was changed$/,
    ],
    ['no link', [`delete from audit_seal where seq = 4`], /^link 4 is missing$/],
    [
      'a link before the first',
      [`insert into audit_seal (seq, revision, mac) values (0, -1, '')`],
      /^link 0 was added$/,
    ],
    [
      'a link after the last',
      [`insert into audit_seal (seq, revision, mac) select max(seq) + 1, 999999, '' from audit_seal`],
      /^revision \d+ is missing$/,
    ],
    [
      'a row together with its seal',
      [
        `delete from document_version where id = 1`,
        `delete from row_seal where row_key = '1' and table_name = 'document_version'`,
      ],
      /^revision 1: rows were added or removed together with their seals, or the link was changed$/,
    ],
    ['the head', [`update audit_head set mac = sha256(mac)`], /^the head in audit_head is not that of the chain$/],
    ['no head', [`delete from audit_head`], /^the head in audit_head is not that of the chain$/],
  ];
  it.each(CHANGES)('is found: %s', async (_, statements, sentence) => {
    expect((await tampered(...statements))?.what).toMatch(sentence);
  });

  it('is found with any column of an event changed', async () => {
    const columns = await runner.query(
      `select column_name as column, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = 'audit_event'`,
    );
    expect(columns.length).toBeGreaterThan(10);
    for (const { column, type } of columns) {
      const found = await tampered(
        `update audit_event set ${column} = ${changed(column, type)} where id = (select max(id) from audit_event)`,
      );
      expect([column, found?.what]).toEqual([column, expect.stringMatching(/^row \d+ of audit_event/)]);
    }
  });

  it('is found: the end cut off, with its rows, its seals and the head in the database', async () => {
    const [{ links }] = await runner.query(`select max(seq) as links from audit_seal`);
    const broken = await tampered(
      `delete from audit_event e using audit_seal where event_id = e.id and seq > ${links - 2}`,
      `delete from audit_seal where seq > ${links - 2}`,
      `update audit_head set (seq, mac) = (select seq, mac from audit_seal order by seq desc limit 1)`,
    );
    expect(broken).toEqual({ seq: links - 1, what: `links ${links - 1} to ${links} were cut off the end` });
  });
});

const ANY_JSON = `jsonb_build_object('x', gen_random_uuid())`;

/** Another value of the column. */
function changed(column: string, type: string): string {
  const values: Record<string, string> = {
    ...{
      int8: `coalesce(${column}, 0) + 1`,
      int4: `coalesce(${column}, 0) + 1`,
      numeric: `coalesce(${column}, 0) + 1`,
      bool: `not coalesce(${column}, false)`,
    },
    ...{ text: `coalesce(${column}, '') || 'x'`, bytea: `coalesce(${column}, '') || 'x'`, uuid: 'gen_random_uuid()' },
    ...{ date: `coalesce(${column} + 1, '2001-01-01')`, jsonb: ANY_JSON, json: `${ANY_JSON}::json` },
    ...{
      timestamptz: `coalesce(${column}, '2001-01-01Z') + interval '1 microsecond'`,
      _text: `'{x}'`,
      _uuid: 'array[gen_random_uuid()]',
    },
  };
  const value = values[type];
  if (value === undefined) throw new Error(`How does a ${type} change?`);
  return value;
}

describe("the application's own role", () => {
  const KEPT = [...Object.keys(SEALED_TABLES), 'audit_event', 'audit_seal', 'row_seal', 'attachment_content'];

  it.each(KEPT)('changes and deletes nothing of %s but the ends of what is believed', async (table) => {
    const app = await openDataSource(tracker.database.appUrl, 1);
    const verdict = async (statement: string): Promise<string> => {
      try {
        await app.query(statement);
        return 'taken';
      } catch (error) {
        return String((error as { driverError?: { code?: string } }).driverError?.code);
      }
    };
    try {
      const columns = await owner.query<{ column: string }[]>(
        `select column_name as column from information_schema.columns where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'`,
        [table],
      );
      for (const { column } of columns) {
        if (SEALED_TABLES[table]?.closing.includes(column)) continue;
        const update = await verdict(`update ${table} set ${column} = ${column}`);
        expect([column, update]).toEqual([column, PERMISSION_DENIED]);
      }
      expect(await verdict(`delete from ${table}`)).toBe(PERMISSION_DENIED);
      expect(await verdict(`truncate ${table}`)).toBe(PERMISSION_DENIED);
    } finally {
      await app.destroy();
    }
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
