import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What coverage or an indicator is to reach by a day (domain.md §6). */
export class CreateTargets1763901520000 implements MigrationInterface {
  name = 'CreateTargets1763901520000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table target (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        system_id integer references system,
        indicator_id integer references indicator,
        scope_id uuid not null references unit,
        level text check (level in ('province', 'department', 'district', 'commune', 'subordinate')),
        kind text,
        measure text not null check (measure in ('ratio', 'count', 'value')),
        goal numeric(16, 2) not null check (goal >= 0),
        baseline numeric(16, 2) check (baseline >= 0),
        starts_on date not null,
        due_on date not null,
        legal_basis text,
        closing_reason text,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to),
        check ((known_to is null) = (closing_reason is null)),
        check ((system_id is null) <> (indicator_id is null)),
        check (starts_on <= due_on),
        check (baseline <= goal)
      )`);
    await runner.query(`create index on target (known_from)`);
    await runner.query(`create index on target (known_to)`);
    await runner.query(`
      create trigger begin_now after insert on target referencing new table as added
        for each statement execute function begins_in_last_revision('known_from')`);
    await runner.query(`
      create trigger end_now after update on target referencing old table as before new table as after
        for each statement execute function ends_in_last_revision()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table target`);
  }
}
