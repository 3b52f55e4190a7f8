import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Reorganisations, the lineage they leave, and how systems pass from predecessors to successors (domain.md §1). */
export class CreateReorganisations1763900500000 implements MigrationInterface {
  name = 'CreateReorganisations1763900500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reorganisation (
        id uuid primary key default gen_random_uuid(),
        effective_on date not null,
        instruments jsonb not null,
        followers jsonb not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        undo_reason text,
        check (known_from <= known_to),
        check ((known_to is null) = (undo_reason is null))
      )`);
    await runner.query(`
      alter table unit_period
        add column opened_by uuid references reorganisation, add column closed_by uuid references reorganisation`);
    await runner.query(`create index unit_period_opened_by on unit_period (opened_by) where opened_by is not null`);
    await runner.query(`create index unit_period_closed_by on unit_period (closed_by) where closed_by is not null`);
    await runner.query(`create index reorganisation_day on reorganisation (effective_on)`);
    await runner.query(`
      create table lineage (
        id bigint generated always as identity primary key,
        reorganisation_id uuid not null references reorganisation,
        predecessor_id uuid not null references unit,
        successor_id uuid not null references unit,
        effective_on date not null,
        extent text not null check (extent in ('whole', 'partial')),
        lead boolean not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index lineage_once on lineage (predecessor_id, successor_id, effective_on) where known_to is null`,
    );
    await runner.query(`create index lineage_successor on lineage (successor_id, effective_on)`);
    await runner.query(`create index lineage_reorganisation on lineage (reorganisation_id)`);
    await runner.query(`
      alter table system_period add column inheritance text not null default 'all'
        check (inheritance in ('all', 'any', 'lead', 'none'))`);
    await runner.query(`
      create table inheritance_decision (
        id bigint generated always as identity primary key,
        successor_id uuid not null references unit,
        system_id integer not null references system,
        effective_on date not null,
        predecessor_ids uuid[] not null,
        reason text not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index inheritance_decision_one on inheritance_decision (successor_id, system_id, effective_on)
         where known_to is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table inheritance_decision`);
    await runner.query(`alter table system_period drop column inheritance`);
    await runner.query(`alter table unit_period drop column opened_by, drop column closed_by`);
    await runner.query(`drop table lineage, reorganisation`);
  }
}
