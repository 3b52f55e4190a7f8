import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whom reports are sent to, what was sent to whom when, and what of it somebody was alarmed about (ADR 23). */
export class CreateDeliveries1763901800000 implements MigrationInterface {
  name = 'CreateDeliveries1763901800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delivery_recipient (
        id uuid primary key default gen_random_uuid(),
        definition_id uuid not null references report_definition,
        name text not null,
        channel text not null check (channel in ('email', 'webhook')),
        address text not null,
        formats text[] not null check (formats <@ array['docx', 'pdf', 'xlsx', 'html', 'csv', 'json']),
        added_at timestamptz not null default clock_timestamp(),
        added_by text,
        removed_at timestamptz,
        removed_by text
      )`);
    await runner.query(`
      create unique index delivery_recipient_once on delivery_recipient (definition_id, channel, address)
        where removed_at is null`);

    // What a schedule made is queued once, so that who becomes a recipient later gets the next report, not this one.
    await runner.query(`
      create table delivery_queued (
        report_id uuid primary key references report,
        queued_at timestamptz not null default clock_timestamp()
      )`);

    await runner.query(`
      create table delivery (
        id uuid primary key default gen_random_uuid(),
        report_id uuid not null references report,
        recipient_id uuid not null references delivery_recipient,
        round integer not null check (round > 0),
        by_hand boolean not null,
        ordered_at timestamptz not null default clock_timestamp(),
        ordered_by text,
        state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed', 'dropped')),
        attempts integer not null default 0,
        begun_at timestamptz,
        next_attempt_at timestamptz not null default clock_timestamp(),
        lease_until timestamptz,
        claimed_by text,
        message_id text,
        last_error text,
        finished_at timestamptz,
        alarmed_at timestamptz,
        unique (report_id, recipient_id, round),
        check ((state = 'sending') = (lease_until is not null)),
        check ((state in ('delivered', 'failed', 'dropped')) = (finished_at is not null))
      )`);
    await runner.query(`
      create unique index delivery_open_once on delivery (report_id, recipient_id) where state in ('waiting', 'sending')`);
    await runner.query(`
      create index delivery_open on delivery (next_attempt_at) where state in ('waiting', 'sending')`);
    await runner.query(`create index delivery_of_recipient on delivery (recipient_id, ordered_at)`);

    await runner.query(`
      create table delivery_attempt (
        id bigint generated always as identity primary key,
        delivery_id uuid not null references delivery,
        attempt integer not null,
        instance text,
        ended_at timestamptz not null default clock_timestamp(),
        outcome text not null check (outcome in ('accepted', 'refused', 'postponed', 'unknown')),
        answer text not null,
        files jsonb not null
      )`);
    await runner.query(`create index delivery_attempt_delivery on delivery_attempt (delivery_id)`);

    await runner.query(`
      create table delivery_alarm (
        cause text primary key,
        message jsonb not null,
        raised_at timestamptz not null default clock_timestamp(),
        mailed_at timestamptz,
        retry_at timestamptz
      )`);
    await runner.query(`create index delivery_alarm_open on delivery_alarm (raised_at) where mailed_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table delivery_alarm, delivery_attempt, delivery, delivery_queued, delivery_recipient`);
  }
}
