import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When who owes figures or confirmations is reminded of them, and what was written to whom (ADR 23). */
export class CreateReminders1763905000000 implements MigrationInterface {
  name = 'CreateReminders1763905000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reminder_rule (
        id uuid primary key default gen_random_uuid(),
        duty_id uuid not null,
        days integer not null check (days between -30 and 30),
        hour integer not null check (hour between 0 and 23),
        starts_on date not null,
        added_at timestamptz not null default clock_timestamp(),
        added_by text,
        removed_at timestamptz,
        removed_by text
      )`);
    await runner.query(
      `create unique index reminder_rule_once on reminder_rule (duty_id, days) where removed_at is null`,
    );

    await runner.query(`
      create table reminder_letter (
        id uuid primary key default gen_random_uuid(),
        address text not null,
        contact jsonb not null,
        unit_id uuid not null references unit,
        day date not null,
        letter jsonb not null,
        ordered_at timestamptz not null default clock_timestamp(),
        state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed')),
        attempts integer not null default 0,
        begun_at timestamptz,
        next_attempt_at timestamptz not null default clock_timestamp(),
        lease_until timestamptz,
        claimed_by text,
        message_id text,
        last_error text,
        finished_at timestamptz,
        check ((state = 'sending') = (lease_until is not null)),
        check ((state in ('delivered', 'failed')) = (finished_at is not null))
      )`);
    await runner.query(`
      create index reminder_letter_open on reminder_letter (next_attempt_at) where state in ('waiting', 'sending')`);
    await runner.query(`create index reminder_letter_ordered on reminder_letter (ordered_at)`);

    // What a letter says is owed: nobody is told the same by the same rule twice.
    await runner.query(`
      create table reminder_item (
        letter_id uuid not null references reminder_letter,
        rule_id uuid not null references reminder_rule,
        duty_id uuid not null,
        unit_id uuid not null references unit,
        subject text not null,
        period text not null,
        address text not null,
        due_on date not null,
        primary key (rule_id, unit_id, subject, period, address)
      )`);
    await runner.query(`create index reminder_item_letter on reminder_item (letter_id)`);
    await runner.query(`create index reminder_item_due on reminder_item (due_on)`);

    await runner.query(`
      create table reminder_attempt (
        id bigint generated always as identity primary key,
        letter_id uuid not null references reminder_letter,
        attempt integer not null,
        instance text,
        ended_at timestamptz not null default clock_timestamp(),
        outcome text not null check (outcome in ('accepted', 'refused', 'postponed', 'unknown')),
        answer text not null
      )`);
    await runner.query(`create index reminder_attempt_letter on reminder_attempt (letter_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table reminder_attempt, reminder_item, reminder_letter, reminder_rule`);
  }
}
