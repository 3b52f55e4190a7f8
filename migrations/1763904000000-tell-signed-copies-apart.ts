import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Signed copies: of the report or of an attachment, sent back by the office or signed here (ADR 24). */
export class TellSignedCopiesApart1763904000000 implements MigrationInterface {
  name = 'TellSignedCopiesApart1763904000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table report_signed_copy
        add column kind text not null default 'report' check (kind in ('report', 'attachment')),
        add column signed_here boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table report_signed_copy drop column kind, drop column signed_here`);
  }
}
