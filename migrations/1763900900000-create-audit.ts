import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What happened beside the ledgers; and the seals over both. */
export class CreateAudit1763900900000 implements MigrationInterface {
  name = 'CreateAudit1763900900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_event (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        via text not null check (via in ('session', 'token', 'anonymous', 'command-line', 'service')),
        account_id uuid,
        account_name text,
        action text not null,
        request_id text,
        address text,
        reason text,
        subject_type text not null,
        subject_id text not null,
        before jsonb,
        after jsonb,
        signature bytea not null unique
      )`);
    await runner.query(`create index on audit_event (at)`);
    await runner.query(`create index on audit_event (subject_type, subject_id)`);
    await runner.query(`create index on audit_event (account_id)`);
    await runner.query(`
      create table audit_seal (
        seq bigint primary key,
        revision bigint unique references revision,
        event_id bigint unique references audit_event,
        mac bytea not null,
        check ((revision is null) <> (event_id is null))
      )`);
    await runner.query(`
      create table row_seal (
        revision bigint not null,
        table_name text not null,
        row_key text not null,
        part text not null check (part in ('begun', 'ended')),
        mac bytea not null,
        primary key (revision, table_name, row_key, part)
      )`);
    await runner.query(`create index on row_seal (table_name, row_key)`);
    await runner.query(`
      create table audit_head (
        only_row boolean primary key default true check (only_row),
        seq bigint not null default 0,
        mac bytea not null default ''
      )`);
    await runner.query(`insert into audit_head default values`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit_head, row_seal, audit_seal, audit_event`);
  }
}
