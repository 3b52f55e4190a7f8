import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Definitions of reports, the reports made from them, the bytes of what was issued, and who made which period when (ADR 21). */
export class CreateReports1763901700000 implements MigrationInterface {
  name = 'CreateReports1763901700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_definition (
        id uuid primary key default gen_random_uuid(),
        code text not null unique
      )`);
    await runner.query(`
      create table report_definition_version (
        definition_id uuid not null references report_definition,
        version integer not null check (version > 0),
        content jsonb not null,
        written_at timestamptz not null default clock_timestamp(),
        primary key (definition_id, version)
      )`);

    await runner.query(`
      create table report (
        id uuid primary key default gen_random_uuid(),
        definition_id uuid not null,
        definition_version integer not null,
        period text not null,
        period_from date not null,
        period_to date not null,
        as_of date not null,
        scope_ids uuid[] not null,
        computed_at bigint not null references revision,
        snapshot text not null,
        snapshot_sha256 bytea not null,
        replaces uuid references report,
        made_at timestamptz not null default clock_timestamp(),
        made_by text,
        version integer not null default 1,
        text_blocks jsonb not null,
        reviewed_at timestamptz,
        reviewed_by text,
        issued_at timestamptz,
        issued_by text,
        number integer check (number > 0),
        symbol text not null,
        issued_on date,
        audit_head text,
        foreign key (definition_id, definition_version) references report_definition_version,
        check (period_from < period_to),
        check (snapshot_sha256 = sha256(convert_to(snapshot, 'UTF8'))),
        check (num_nulls(issued_at, number, issued_on, audit_head) in (0, 4))
      )`);
    await runner.query(`create index report_definition_day on report (definition_id, as_of)`);
    await runner.query(`create index report_computed_at on report (computed_at)`);
    // A number names one document of the office and year, whoever gives it.
    await runner.query(`create unique index report_number on report (symbol, (extract(year from issued_on)), number)`);
    await runner.query(`create unique index report_replaced_once on report (replaces) where issued_at is not null`);
    await runner.query(`create index report_replaces on report (replaces)`);
    await runner.query(`
      create function report_stays_issued() returns trigger language plpgsql as $$
      begin
        raise exception 'Report % is issued', old.id using errcode = 'integrity_constraint_violation';
      end $$`);
    await runner.query(`
      create trigger stays_issued before update or delete on report
        for each row when (old.issued_at is not null) execute function report_stays_issued()`);

    await runner.query(`
      create table report_rendering (
        report_id uuid not null references report,
        format text not null check (format in ('json', 'html', 'docx', 'pdf', 'xlsx', 'csv')),
        bytes bytea not null,
        sha256 bytea not null check (sha256 = sha256(bytes)),
        primary key (report_id, format)
      )`);
    await runner.query(`alter table report_rendering alter column bytes set storage external`);

    await runner.query(`
      create table report_signed_copy (
        id bigint generated always as identity primary key,
        report_id uuid not null references report,
        file_name text not null,
        bytes bytea not null,
        sha256 bytea not null check (sha256 = sha256(bytes)),
        signatures jsonb not null,
        uploaded_at timestamptz not null default clock_timestamp(),
        uploaded_by text,
        unique (report_id, sha256)
      )`);
    await runner.query(`alter table report_signed_copy alter column bytes set storage external`);

    await runner.query(`
      create table report_run (
        definition_id uuid not null references report_definition,
        period text not null,
        as_of date not null,
        due_at timestamptz not null,
        state text not null default 'due' check (state in ('due', 'running', 'failed', 'drafted', 'done')),
        attempts integer not null default 0,
        retry_at timestamptz,
        last_error text,
        report_id uuid references report,
        to_deliver boolean not null default false,
        finished_at timestamptz,
        alarmed_at timestamptz,
        primary key (definition_id, period),
        check ((state in ('drafted', 'done')) = (report_id is not null))
      )`);
    await runner.query(`create index report_run_open on report_run (due_at) where state <> 'done'`);
    await runner.query(`create index report_run_report on report_run (report_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table report_run, report_signed_copy, report_rendering, report, report_definition_version, report_definition`);
    await runner.query(`drop function report_stays_issued()`);
  }
}
