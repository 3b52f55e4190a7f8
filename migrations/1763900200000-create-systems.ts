import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Systems with dated names and parts; who should have them and who is let off (domain.md §2). */
export class CreateSystems1763900200000 implements MigrationInterface {
  name = 'CreateSystems1763900200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table system (
        id integer generated always as identity primary key,
        code text not null unique,
        recorded_in bigint not null references revision
      )`);
    await runner.query(`
      create table system_period (
        id bigint generated always as identity primary key,
        system_id integer not null references system,
        valid_from date,
        valid_to date,
        name text not null,
        name_en text,
        parent_id integer references system check (parent_id <> system_id),
        owner_id uuid references unit,
        legal_basis text,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (valid_from < valid_to),
        check (known_from <= known_to),
        constraint system_period_one_at_a_time exclude using gist
          (system_id with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
      )`);
    await runner.query(`
      create table applicability_rule (
        id uuid not null default gen_random_uuid(),
        known_from bigint not null references revision,
        known_to bigint references revision,
        system_id integer not null references system,
        level text not null check (level in ('province', 'department', 'district', 'commune', 'subordinate')),
        kind text,
        set_id uuid references unit_set,
        within_id uuid references unit,
        valid_from date,
        valid_to date,
        legal_basis text,
        primary key (id, known_from),
        check (valid_from < valid_to),
        check (known_from <= known_to),
        constraint applicability_rule_said_once exclude using gist (
          system_id with =, level with =, coalesce(kind, '') with =,
          coalesce(set_id, '00000000-0000-0000-0000-000000000000') with =,
          coalesce(within_id, '00000000-0000-0000-0000-000000000000') with =,
          daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
      )`);
    await runner.query(`
      create table exemption (
        id uuid not null default gen_random_uuid(),
        known_from bigint not null references revision,
        known_to bigint references revision,
        unit_id uuid not null references unit,
        system_id integer not null references system,
        valid_from date,
        valid_to date,
        reason text not null,
        granted_by text not null,
        closing_reason text,
        primary key (id, known_from),
        check (valid_from < valid_to),
        check (known_from <= known_to),
        constraint exemption_one_at_a_time exclude using gist
          (unit_id with =, system_id with =, daterange(valid_from, valid_to) with &&,
           int8range(known_from, known_to) with &&)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table exemption, applicability_rule, system_period, system`);
  }
}
