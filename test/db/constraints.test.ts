import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DataSource, QueryFailedError } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { privileges } from '../../config/privileges.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

const PERMISSION_DENIED = '42501';
const OVERLAP = '23P01';
const TWICE = '23505';
const CHECK = '23514';
const NO_SUCH = '23503';
const SETTLED = '23000';

const A = `'00000000-0000-4000-8000-00000000000a'`;
const B = `'00000000-0000-4000-8000-00000000000b'`;
const SET = `'00000000-0000-4000-8000-00000000000c'`;

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  owner = await openDataSource(database.ownerUrl);
  app = await openDataSource(database.appUrl);
  for (const statement of [
    `insert into revision (n, at) values (1, clock_timestamp())`,
    `insert into unit (id, recorded_in) values (${A}, 1), (${B}, 1)`,
    period({ unit: A, code: '25711', agency: 'H53.1', from: null, to: '2020-02-01' }),
    period({ unit: A, code: '25711', agency: 'H53.1', from: '2020-02-01', to: '2025-07-01' }),
    `insert into unit_set (id, code, name, recorded_in) values (${SET}, 'key', 'Chủ chốt', 1)`,
    member(null, '2016-06-01'),
    `insert into system (code, recorded_in) values ('desk', 1)`,
    `insert into system_period (system_id, name, valid_to, known_from) values (1, 'Một cửa', '2020-01-01', 1)`,
    rule('2016-01-01', '2016-06-01'),
    exemption('2016-01-01', '2016-06-01'),
    ...Array.from({ length: 3 }, () => entry({})),
    start('2016-03-01', 'live'),
    `insert into deployment_retraction (entry_id, reason, replacement_id, recorded_in) values (1, 'nhầm', 3, 1)`,
  ]) {
    await app.query(statement);
  }
});
afterAll(async () => {
  await app.destroy();
  await owner.destroy();
  await database.drop();
});

const day = (value: string | null): string => (value === null ? 'null' : `'${value}'`);

interface PeriodRow {
  unit: string;
  code: string;
  agency?: string;
  from: string | null;
  to: string | null;
  parent?: string;
  known?: number;
}

function period({ unit, code, agency, from, to, parent = 'null', known = 1 }: PeriodRow): string {
  return `insert into unit_period
      (unit_id, valid_from, valid_to, code, agency_code, parent_id, name, kind, level, search_key, known_from)
    values (${unit}, ${day(from)}, ${day(to)}, '${code}', ${day(agency ?? null)}, ${parent},
      'Xã Đôn Thuận', 'xã', 'commune', 'don thuan', ${known})`;
}

function member(from: string | null, to: string | null): string {
  return `insert into unit_set_member (set_id, unit_id, valid_from, valid_to, known_from)
    values (${SET}, ${A}, ${day(from)}, ${day(to)}, 1)`;
}

function rule(from: string | null, to: string | null): string {
  return `insert into applicability_rule (system_id, level, valid_from, valid_to, known_from)
    values (1, 'commune', ${day(from)}, ${day(to)}, 1)`;
}

function exemption(from: string | null, to: string | null): string {
  return `insert into exemption (unit_id, system_id, valid_from, valid_to, reason, granted_by, known_from)
    values (${A}, 1, ${day(from)}, ${day(to)}, 'xa', 'UBND tỉnh', 1)`;
}

function entry(row: { stage?: string; dated?: string; due?: string | null; revision?: number }): string {
  const { stage = 'live', dated = 'on', due = null, revision = 1 } = row;
  return `insert into deployment_entry (unit_id, system_id, stage, effective_on, dated, due_on, recorded_in)
    values (${A}, 1, '${stage}', '2016-03-01', '${dated}', ${day(due)}, ${revision})`;
}

function start(on: string, stage: string): string {
  return `insert into stage_start (unit_id, system_id, starts_on, stage, dated, entry_id, known_from)
    values (${A}, 1, '${on}', '${stage}', 'on', 2, 1)`;
}

function declaration(values: string): string {
  return `insert into declaration (system_id, scope_id, as_of, document, recorded_in, count, total, comparator)
    values (1, ${A}, '2016-12-31', '418/QĐ-UBND', 1, ${values})`;
}

/** PostgreSQL's code for why it refuses a statement; `taken` when it does not. What it takes is undone. */
async function verdict(source: DataSource, statement: string, parameters: unknown[] = []): Promise<string> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(statement, parameters);
    return 'taken';
  } catch (error) {
    if (error instanceof QueryFailedError) return String((error.driverError as { code?: unknown }).code);
    throw error;
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function namesOf(sql: string, source = owner): Promise<string[]> {
  return (await source.query<{ name: string }[]>(sql)).map(({ name }) => name).sort();
}

const TABLES = `select tablename as name from pg_tables where schemaname = 'public'`;

describe("the application's role", () => {
  it('has its rights on every table stated in config/privileges.ts', async () => {
    expect(await namesOf(TABLES)).toEqual([...Object.keys(privileges), 'migrations'].sort());
  });

  it.each(Object.entries({ ...privileges, migrations: 'select' }))(
    'may do with %s what is stated there and nothing else',
    async (table, rights) => {
      const columns = await namesOf(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = '${table}'`,
      );
      const updatable = /update(?: \(([^)]*)\))?/.exec(rights);
      const stated = updatable ? (updatable[1]?.split(', ') ?? columns) : [];
      const found: string[] = [];
      for (const column of columns) {
        const code = await verdict(app, `update ${table} set ${column} = ${column} where false`);
        if (code !== PERMISSION_DENIED) found.push(column);
      }
      // Identity columns are generated whoever asks: PostgreSQL refuses them before it looks at rights.
      const generated = await namesOf(
        `select column_name as name from information_schema.columns
         where table_schema = 'public' and table_name = '${table}' and identity_generation = 'ALWAYS'`,
      );
      expect(found.filter((column) => !generated.includes(column))).toEqual([...stated].sort());
      const deletable = rights.split(', ').includes('delete');
      expect(await verdict(app, `delete from ${table} where false`)).toBe(deletable ? 'taken' : PERMISSION_DENIED);
      expect(await verdict(app, `truncate ${table}`)).toBe(PERMISSION_DENIED);
      expect(await verdict(app, `alter table ${table} add column mine text`)).toBe(PERMISSION_DENIED);
      expect(await verdict(app, `drop table ${table}`)).toBe(PERMISSION_DENIED);
      const may = (right: string) =>
        owner.query<[{ may: boolean }]>(`select has_table_privilege('tracker_app', '${table}', '${right}') as may`);
      for (const right of ['select', 'insert', 'delete'])
        expect(await may(right)).toEqual([{ may: rights.split(', ').includes(right) }]);
      for (const right of ['truncate', 'references', 'trigger']) expect(await may(right)).toEqual([{ may: false }]);
    },
  );

  it.each(['deployment_entry', 'deployment_retraction', 'declaration', 'declaration_retraction', 'revision', 'unit'])(
    'can only add to %s',
    (table) => {
      expect(privileges[table]).toBe('select, insert');
    },
  );

  it.each([
    'create table mine (n int)',
    'create schema mine',
    'create view mine as select 1',
    'create function mine() returns int language sql as $$ select 1 $$',
    'create index on deployment_entry (note)',
    'alter table deployment_entry disable trigger all',
    `select setval(pg_get_serial_sequence('deployment_entry', 'id'), 1)`,
    'set session authorization tracker_owner',
  ])('cannot %s', async (statement) => {
    expect(await verdict(app, statement)).toBe(PERMISSION_DENIED);
  });
});

describe('the database', () => {
  it.each([
    ['a period of a unit beside another', period({ unit: A, code: '25711', from: '2025-07-01', to: null })],
    ['a code that passes to another unit', period({ unit: B, code: '25711', from: '2025-07-01', to: null })],
    ['a membership after another', member('2016-06-01', null)],
    ['a rule after the same one', rule('2016-06-01', null)],
    ['an exemption after another', exemption('2016-06-01', null)],
    ['a start on another day', start('2016-03-02', 'pilot')],
    ['a figure of which only the words are known', declaration(`null, null, 'some'`)],
  ])('takes %s', async (_, statement) => {
    expect(await verdict(app, statement)).toBe('taken');
  });

  it.each([
    ['two periods of a unit on a day', period({ unit: A, code: '1', from: '2025-06-30', to: null }), OVERLAP],
    ['a period that covers others', period({ unit: A, code: '1', from: null, to: null }), OVERLAP],
    ['a code of two units on a day', period({ unit: B, code: '25711', from: '2025-06-30', to: null }), OVERLAP],
    [
      'an agency code of two units on a day',
      period({ unit: B, code: '1', agency: 'H53.1', from: null, to: null }),
      OVERLAP,
    ],
    ['a period without days', period({ unit: B, code: '1', from: '2016-01-01', to: '2016-01-01' }), CHECK],
    ['a unit above itself', period({ unit: B, code: '1', from: null, to: null, parent: B }), CHECK],
    ['a unit that nobody recorded', period({ unit: SET, code: '1', from: null, to: null }), NO_SUCH],
    ['a membership twice on a day', member('2016-05-31', null), OVERLAP],
    [
      'a second name of a system',
      `insert into system_period (system_id, name, known_from) values (1, 'b', 1)`,
      OVERLAP,
    ],
    ['the same rule twice on a day', rule('2016-05-31', null), OVERLAP],
    ['two exemptions on a day', exemption(null, '2016-01-02'), OVERLAP],
    ['two believed starts on a day', start('2016-03-01', 'pilot'), TWICE],
    ['a start that is a plan', start('2016-05-01', 'planned'), CHECK],
    ['an entry of no stage', entry({ stage: 'unknown' }), CHECK],
    ['an entry dated otherwise', entry({ dated: 'before' }), CHECK],
    ['a due day without a plan', entry({ due: '2017-01-01' }), CHECK],
    ['an entry of no revision', entry({ revision: 99 }), NO_SUCH],
    ['a second retraction of an entry', retraction('1, null'), TWICE],
    ['a replacement of two entries', retraction('2, 3'), TWICE],
    ['a replacement recorded before', retraction('3, 2'), CHECK],
    ['an entry that replaces itself', retraction('3, 3'), CHECK],
    ['a revision with a number that is taken', `insert into revision (n, at) values (1, clock_timestamp())`, TWICE],
    ['a revision at an instant that is taken', `insert into revision (n, at) select 9, at from revision`, TWICE],
    ['a count without a comparator', declaration('21, null, null'), CHECK],
    ['"some" with a count', declaration(`21, null, 'some'`), CHECK],
    ['a total of no count', declaration(`null, 95, 'some'`), CHECK],
    ['a count below nothing', declaration(`-1, null, '='`), CHECK],
  ])('refuses %s', async (_, statement, code) => {
    expect(await verdict(app, statement)).toBe(code);
  });

  // domain.md §4, invariant 2: what an earlier revision knew never changes.
  it.each([
    ['reopens what is closed', `update unit_period set known_to = null where known_to = 2`, SETTLED],
    ['closes it otherwise', `update unit_period set known_to = 3 where known_to = 2`, SETTLED],
    ['closes it at an earlier revision', `update unit_set_member set known_to = 2`, SETTLED],
    ['closes it in none', `update unit_set_member set known_to = null`, SETTLED],
    ['closes it in the last', `update unit_set_member set known_to = 3`, 'taken'],
    ['records what an earlier one knew', period({ unit: B, code: '1', from: null, to: null, known: 2 }), SETTLED],
    ['logs in an earlier one', entry({ revision: 2 }), SETTLED],
    ['logs in the last', entry({ revision: 3 }), 'taken'],
    ['leaves a revision out', `insert into revision (n, at) values (5, clock_timestamp())`, SETTLED],
    [
      'has a revision before the last',
      `insert into revision (n, at) select 4, at - interval '1 s' from revision where n = 3`,
      SETTLED,
    ],
    ['has the next', `insert into revision (n, at) values (4, clock_timestamp())`, 'taken'],
  ])('says to whoever %s: %s', async (_, statement, code) => {
    const runner = app.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(`insert into revision (n, at) values (2, clock_timestamp())`);
      await runner.query(`update unit_period set known_to = 2 where unit_id = ${A} and valid_from is not null`);
      await runner.query(`insert into revision (n, at) values (3, clock_timestamp())`);
      const said = await runner.query(statement).then(
        () => 'taken',
        (error: unknown) => String(((error as QueryFailedError).driverError as { code?: unknown }).code),
      );
      expect(said).toBe(code);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('refuses NUL in text and in JSON', async () => {
    const note = `insert into deployment_entry (unit_id, system_id, stage, effective_on, dated, note, evidence, recorded_in)
      values (${A}, 1, 'live', '2016-03-01', 'on', $1, $2, 1)`;
    expect(await verdict(app, note, ['một\u0000hai', '[]'])).toBe('22021');
    expect(await verdict(app, note, ['một', '[{"title":"một\\u0000hai"}]'])).toBe('22P05');
    expect(await verdict(app, note, ['một', '[]'])).toBe('taken');
  });
});

function retraction(ids: string): string {
  return `insert into deployment_retraction (entry_id, replacement_id, reason, recorded_in) select ${ids}, 'nhầm', 1`;
}

describe('the migrations', () => {
  it('can all be taken back, leaving nothing, and run again to the same schema', async () => {
    const scratch = await createDatabase();
    const source = await openDataSource(scratch.ownerUrl);
    try {
      const before = await schemaOf(source);
      for (const migration of [...source.migrations].reverse()) {
        await source.undoLastMigration();
        expect(await namesOf('select name from migrations', source)).not.toContain(migration.name);
      }
      expect(await namesOf(TABLES, source)).toEqual(['migrations']);
      await source.runMigrations();
      expect(await schemaOf(source)).toEqual(before);
    } finally {
      await source.destroy();
      await scratch.drop();
    }
  });

  async function schemaOf(source: DataSource): Promise<string[]> {
    return namesOf(
      `select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, identity_generation) as name
         from information_schema.columns where table_schema = 'public'
       union all select indexdef from pg_indexes where schemaname = 'public'
       union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
         where connamespace = 'public'::regnamespace
       union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal`,
      source,
    );
  }
});
