import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Units: an identity, and attributes with periods that two clocks bound (domain.md §1, §4). */
export class CreateUnits1763900100000 implements MigrationInterface {
  name = 'CreateUnits1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unit (
        id uuid primary key default gen_random_uuid(),
        recorded_in bigint not null references revision
      )`);
    await runner.query(`
      create table unit_period (
        id bigint generated always as identity primary key,
        unit_id uuid not null references unit,
        valid_from date,
        valid_to date,
        code text not null,
        agency_code text,
        name text not null,
        kind text not null,
        level text not null check (level in ('province', 'department', 'district', 'commune', 'subordinate')),
        parent_id uuid references unit check (parent_id <> unit_id),
        search_key text not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (valid_from < valid_to),
        check (known_from <= known_to),
        constraint unit_period_one_at_a_time exclude using gist
          (unit_id with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&),
        constraint unit_period_code_names_one exclude using gist
          (code with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&),
        constraint unit_period_agency_code_names_one exclude using gist
          (agency_code with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
          where (agency_code is not null)
      )`);
    await runner.query(`create index unit_period_parent on unit_period (parent_id)`);
    await runner.query(`create index unit_period_code on unit_period (code)`);
    await runner.query(`create index unit_period_search on unit_period (search_key text_pattern_ops)`);
    await runner.query(`
      create table unit_set (
        id uuid primary key default gen_random_uuid(),
        code text not null unique,
        name text not null,
        recorded_in bigint not null references revision
      )`);
    await runner.query(`
      create table unit_set_member (
        id bigint generated always as identity primary key,
        set_id uuid not null references unit_set,
        unit_id uuid not null references unit,
        valid_from date,
        valid_to date,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (valid_from < valid_to),
        check (known_from <= known_to),
        exclude using gist
          (set_id with =, unit_id with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table unit_set_member, unit_set, unit_period, unit`);
  }
}
