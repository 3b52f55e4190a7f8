import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The ledger of deployments, what was retracted from it, and the stages that follow from it (domain.md §3). */
export class CreateDeployments1763900300000 implements MigrationInterface {
  name = 'CreateDeployments1763900300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table deployment_entry (
        id bigint generated always as identity primary key,
        unit_id uuid not null references unit,
        system_id integer not null references system,
        stage text not null
          check (stage in ('none', 'preparing', 'pilot', 'live', 'suspended', 'retired', 'planned')),
        effective_on date not null,
        dated text not null check (dated in ('on', 'by')),
        due_on date,
        evidence jsonb not null default '[]',
        note text,
        vendor text,
        version text,
        contract text,
        recorded_in bigint not null references revision,
        check (due_on is null or stage = 'planned')
      )`);
    await runner.query(`create index deployment_entry_pair on deployment_entry (unit_id, system_id, effective_on, id)`);
    await runner.query(
      `create index deployment_entry_plan on deployment_entry (system_id, unit_id, effective_on desc, id desc)
         where stage = 'planned'`,
    );
    await runner.query(`create index deployment_entry_revision on deployment_entry (recorded_in)`);
    await runner.query(`
      create table deployment_retraction (
        entry_id bigint primary key references deployment_entry,
        reason text not null,
        replacement_id bigint unique references deployment_entry check (replacement_id > entry_id),
        recorded_in bigint not null references revision
      )`);
    await runner.query(`create index deployment_retraction_revision on deployment_retraction (recorded_in)`);

    // Derived: the stage of a unit and system lasts from one start to the next, so overlaps cannot be written.
    await runner.query(`
      create table stage_start (
        id bigint generated always as identity primary key,
        unit_id uuid not null,
        system_id integer not null,
        starts_on date not null,
        stage text not null check (stage in ('none', 'preparing', 'pilot', 'live', 'suspended', 'retired')),
        dated text not null check (dated in ('on', 'by')),
        entry_id bigint not null references deployment_entry,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index stage_start_one_a_day on stage_start (unit_id, system_id, starts_on) where known_to is null`,
    );
    await runner.query(
      `create index stage_start_latest on stage_start (system_id, unit_id, starts_on desc)
         include (stage, dated, entry_id, known_from, known_to)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table stage_start, deployment_retraction, deployment_entry`);
  }
}
