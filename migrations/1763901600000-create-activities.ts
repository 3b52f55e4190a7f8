import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = ['activity', 'activity_system', 'activity_attendance', 'activity_item', 'activity_retraction'];

/** Trainings and handovers of equipment, and which of them were retracted (domain.md §6). */
export class CreateActivities1763901600000 implements MigrationInterface {
  name = 'CreateActivities1763901600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table activity (
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('training', 'handover')),
        title text not null,
        starts_on date not null,
        ends_on date not null,
        organiser_id uuid not null references unit,
        place text,
        people integer check (people > 0),
        note text,
        search_key text not null,
        recorded_in bigint not null references revision,
        check (starts_on <= ends_on),
        check (people is null or kind = 'training')
      )`);
    await runner.query(`create index activity_day on activity (starts_on)`);
    await runner.query(`
      create table activity_system (
        activity_id bigint not null references activity,
        system_id integer not null references system,
        recorded_in bigint not null references revision,
        primary key (activity_id, system_id)
      )`);
    await runner.query(`
      create table activity_attendance (
        activity_id bigint not null references activity,
        line integer not null,
        unit_id uuid not null references unit,
        people integer check (people > 0),
        recorded_in bigint not null references revision,
        primary key (activity_id, line),
        unique (activity_id, unit_id)
      )`);
    await runner.query(`
      create table activity_item (
        activity_id bigint not null references activity,
        line integer not null,
        unit_id uuid not null references unit,
        type text not null,
        quantity integer not null check (quantity > 0),
        measure text not null,
        recorded_in bigint not null references revision,
        primary key (activity_id, line)
      )`);
    await runner.query(`
      create table activity_retraction (
        activity_id bigint primary key references activity,
        reason text not null,
        replacement_id bigint unique references activity check (replacement_id > activity_id),
        recorded_in bigint not null references revision
      )`);
    for (const table of TABLES) {
      await runner.query(`create index ${table}_revision on ${table} (recorded_in)`);
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('recorded_in')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${[...TABLES].reverse().join(', ')}`);
  }
}
