import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BELIEVED = ['scorecard_title', 'scorecard_version', 'self_assessment', 'criterion_review'];
const RECORDED = ['scorecard', 'scorecard_result'];

/** Scorecards with their versions, what units declare and reviewers accept, and published results (domain.md §6). */
export class CreateScorecards1763901610000 implements MigrationInterface {
  name = 'CreateScorecards1763901610000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scorecard (
        id integer generated always as identity primary key,
        code text not null unique,
        recorded_in bigint not null references revision
      )`);
    await runner.query(`
      create table scorecard_title (
        id bigint generated always as identity primary key,
        scorecard_id integer not null references scorecard,
        name text not null,
        name_en text,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index scorecard_title_one on scorecard_title (scorecard_id) where known_to is null`,
    );
    await runner.query(`
      create table scorecard_version (
        id bigint generated always as identity primary key,
        scorecard_id integer not null references scorecard,
        number integer not null,
        from_year integer not null check (from_year between 1900 and 9998),
        definition jsonb not null,
        legal_basis text,
        known_from bigint not null references revision,
        known_to bigint references revision,
        unique (scorecard_id, number),
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index scorecard_version_one on scorecard_version (scorecard_id, from_year) where known_to is null`,
    );
    for (const [table, reason] of [
      ['self_assessment', 'note text'],
      ['criterion_review', 'reason text'],
    ] as const) {
      await runner.query(`
        create table ${table} (
          id bigint generated always as identity primary key,
          scorecard_id integer not null references scorecard,
          year integer not null,
          unit_id uuid not null references unit,
          criterion text not null,
          points numeric(9, 2) not null check (points >= 0),
          ${reason},
          known_from bigint not null references revision,
          known_to bigint references revision,
          closing_reason text,
          check (known_from <= known_to),
          check (closing_reason is null or known_to is not null)
        )`);
      await runner.query(
        `create unique index ${table}_one on ${table} (scorecard_id, year, unit_id, criterion) where known_to is null`,
      );
      await runner.query(`create index ${table}_year on ${table} (scorecard_id, year, known_from)`);
    }

    // What was published is kept as it was said, to the letter.
    await runner.query(`
      create table scorecard_result (
        id uuid primary key default gen_random_uuid(),
        scorecard_id integer not null references scorecard,
        year integer not null,
        number integer not null,
        replaces uuid unique references scorecard_result,
        reason text,
        source text not null check (source in ('computed', 'stated')),
        snapshot text not null,
        sha256 bytea not null,
        recorded_in bigint not null references revision,
        unique (scorecard_id, year, number),
        check (sha256 = sha256(convert_to(snapshot, 'UTF8'))),
        check ((replaces is null) = (number = 1)),
        check ((replaces is null) = (reason is null))
      )`);

    for (const table of RECORDED) {
      await runner.query(`create index ${table}_revision on ${table} (recorded_in)`);
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('recorded_in')`);
    }
    for (const table of BELIEVED) {
      await runner.query(`create index on ${table} (known_from)`);
      await runner.query(`create index on ${table} (known_to)`);
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('known_from')`);
      await runner.query(`
        create trigger end_now after update on ${table} referencing old table as before new table as after
          for each statement execute function ends_in_last_revision()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table scorecard_result, criterion_review, self_assessment, scorecard_version, scorecard_title, scorecard`,
    );
  }
}
