import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Revisions, what a repeated request gets back, and the province's settings. */
export class CreateLineOfWriters1763900000000 implements MigrationInterface {
  name = 'CreateLineOfWriters1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists btree_gist`);
    await runner.query(`
      create table revision (
        n bigint primary key,
        at timestamptz not null unique
      )`);
    // Before the first write nothing is known, at whatever instant one asks.
    await runner.query(`insert into revision (n, at) values (0, '1970-01-01T00:00:00Z')`);
    await runner.query(`
      create table idempotency_key (
        account text not null,
        key text not null,
        request_hash text not null,
        answer json not null,
        written_at timestamptz not null default clock_timestamp(),
        primary key (account, key)
      )`);
    await runner.query(`
      create table setting (
        only_row boolean primary key default true check (only_row),
        viewing_day date
      )`);
    await runner.query(`insert into setting default values`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table setting, idempotency_key, revision`);
  }
}
