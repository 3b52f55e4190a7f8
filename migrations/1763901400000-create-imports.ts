import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Files that were brought in: whose, what they did, and the revision that they wrote (ADR 18). */
export class CreateImports1763901400000 implements MigrationInterface {
  name = 'CreateImports1763901400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_batch (
        id uuid primary key default gen_random_uuid(),
        kind text not null,
        mode text not null check (mode in ('check', 'apply')),
        state text not null check (state in ('running', 'done', 'refused', 'failed')),
        file_name text not null,
        sha256 bytea not null references attachment_content,
        as_of date,
        confirm_retracted boolean not null,
        reason text,
        account_id uuid,
        account_name text,
        created_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        progress real not null default 0 check (progress between 0 and 1),
        outcome jsonb,
        digest text,
        moved boolean not null default false,
        revision bigint references revision,
        undone_in bigint references revision,
        undo_reason text,
        check (revision is null or (mode = 'apply' and state = 'done')),
        check ((undone_in is null) = (undo_reason is null)),
        check (undone_in is null or undone_in > revision)
      )`);
    await runner.query(`create index import_batch_latest on import_batch (created_at desc, id)`);
    await runner.query(`create unique index import_batch_revision on import_batch (revision)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table import_batch`);
  }
}
