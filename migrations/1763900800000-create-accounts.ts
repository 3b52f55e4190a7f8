import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Accounts with their roles and scopes, sessions, tokens, one-time links; and a count of whatever takes rights away. */
export class CreateAccounts1763900800000 implements MigrationInterface {
  name = 'CreateAccounts1763900800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table setting add published boolean not null default false`);
    await runner.query(`
      create table account (
        id uuid primary key default gen_random_uuid(),
        name text not null unique,
        full_name text not null,
        password_hash text,
        totp_secret bytea,
        totp_confirmed boolean not null default false,
        totp_last_step bigint not null default 0,
        issuer text,
        subject text,
        disabled boolean not null default false,
        created_at timestamptz not null default clock_timestamp(),
        changed_at timestamptz not null default clock_timestamp(),
        check ((issuer is null) = (subject is null)),
        check (issuer is null or (password_hash is null and totp_secret is null)),
        unique (issuer, subject)
      )`);
    await runner.query(`
      create table account_grant (
        account_id uuid not null references account,
        role text not null check (role in ('administrator', 'editor', 'reporter', 'approver', 'viewer')),
        unit_id uuid references unit,
        system_id integer references system,
        check (role = 'reporter' or (unit_id is null and system_id is null)),
        unique nulls not distinct (account_id, role, unit_id, system_id)
      )`);
    await runner.query(`
      create table account_read_scope (
        account_id uuid not null references account,
        unit_id uuid not null references unit,
        primary key (account_id, unit_id)
      )`);
    await runner.query(`
      create table session (
        id uuid primary key default gen_random_uuid(),
        digest bytea not null unique,
        account_id uuid not null references account,
        began_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        ended_at timestamptz,
        address text,
        agent text
      )`);
    await runner.query(`create index on session (account_id)`);
    await runner.query(`
      create table api_token (
        id uuid primary key default gen_random_uuid(),
        digest bytea not null unique,
        account_id uuid not null references account,
        name text not null,
        roles text[] not null,
        unit_id uuid references unit,
        system_id integer references system,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        revoked_at timestamptz
      )`);
    await runner.query(`create index on api_token (account_id)`);
    await runner.query(`
      create table one_time_link (
        digest bytea primary key,
        account_id uuid not null references account,
        expires_at timestamptz not null,
        used_at timestamptz
      )`);
    await runner.query(`
      create table single_sign_on_attempt (
        state_digest bytea primary key,
        nonce text not null,
        code_verifier text not null,
        expires_at timestamptz not null
      )`);
    await runner.query(`create index on single_sign_on_attempt (expires_at)`);
    await runner.query(`
      create table throttle (
        key text primary key,
        points integer not null,
        expire bigint
      )`);
    await runner.query(`
      create table access_epoch (
        only_row boolean primary key default true check (only_row),
        n bigint not null default 0
      )`);
    await runner.query(`insert into access_epoch default values`);
    await runner.query(`
      create function advance_access_epoch() returns trigger language plpgsql as $$
      begin
        update access_epoch set n = n + 1;
        return null;
      end $$`);
    for (const [table, events] of [
      ['account', 'update of password_hash, totp_confirmed, disabled or delete'],
      ['account_grant', 'insert or update or delete'],
      ['account_read_scope', 'insert or update or delete'],
      ['session', 'update of ended_at, expires_at or delete'],
      ['api_token', 'update of revoked_at, expires_at or delete'],
      ['setting', 'update of published'],
    ]) {
      await runner.query(`
        create trigger advance_epoch after ${events} on ${table}
          for each statement execute function advance_access_epoch()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger advance_epoch on setting`);
    await runner.query(`
      drop table access_epoch, throttle, single_sign_on_attempt, one_time_link, api_token, session,
        account_read_scope, account_grant, account`);
    await runner.query(`drop function advance_access_epoch`);
    await runner.query(`alter table setting drop published`);
  }
}
