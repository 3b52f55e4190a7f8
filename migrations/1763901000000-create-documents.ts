import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BELIEVED = ['document_version', 'attachment', 'document_link'];

/** Documents, the files attached to them, and what they are evidence of (domain.md §6, ADR 14). */
export class CreateDocuments1763901000000 implements MigrationInterface {
  name = 'CreateDocuments1763901000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table document (
        id uuid primary key default gen_random_uuid(),
        recorded_in bigint not null references revision
      )`);
    await runner.query(`create index document_revision on document (recorded_in)`);
    await runner.query(`
      create table document_version (
        id bigint generated always as identity primary key,
        document_id uuid not null references document,
        number text,
        type text not null check (type in ('decision', 'resolution', 'official-letter', 'report', 'plan', 'submission',
          'minutes', 'contract', 'other')),
        issuer text not null,
        issued_on date,
        title text not null,
        search_key text not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)
      )`);
    await runner.query(
      `create unique index document_version_one on document_version (document_id) where known_to is null`,
    );
    await runner.query(`create index document_version_document on document_version (document_id, known_from)`);

    await runner.query(`
      create table attachment_content (
        sha256 bytea primary key,
        bytes bytea not null,
        size integer not null,
        check (sha256 = sha256(bytes)),
        check (size = octet_length(bytes) and size between 1 and 20971520)
      )`);
    // Files are compressed already; stored as they are, a part can be read without the rest.
    await runner.query(`alter table attachment_content alter column bytes set storage external`);
    await runner.query(`
      create table attachment (
        id bigint generated always as identity primary key,
        document_id uuid not null references document,
        sha256 bytea not null references attachment_content,
        file_name text not null,
        media_type text not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        closing_reason text,
        check (known_from <= known_to),
        check ((known_to is null) = (closing_reason is null))
      )`);
    await runner.query(
      `create unique index attachment_once on attachment (document_id, sha256) where known_to is null`,
    );
    await runner.query(`create index attachment_document on attachment (document_id, known_from)`);

    await runner.query(`
      create table document_link (
        id bigint generated always as identity primary key,
        document_id uuid not null references document,
        subject_type text not null,
        subject_id text not null,
        known_from bigint not null references revision,
        known_to bigint references revision,
        closing_reason text,
        check (known_from <= known_to),
        check ((known_to is null) = (closing_reason is null))
      )`);
    await runner.query(
      `create unique index document_link_once on document_link (document_id, subject_type, subject_id)
         where known_to is null`,
    );
    await runner.query(`create index document_link_subject on document_link (subject_type, subject_id)`);
    await runner.query(`create index document_link_document on document_link (document_id)`);

    await runner.query(`
      create trigger begin_now after insert on document referencing new table as added
        for each statement execute function begins_in_last_revision('recorded_in')`);
    for (const table of BELIEVED) {
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('known_from')`);
      await runner.query(`
        create trigger end_now after update on ${table} referencing old table as before new table as after
          for each statement execute function ends_in_last_revision()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table document_link, attachment, attachment_content, document_version, document`);
  }
}
