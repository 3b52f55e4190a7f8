import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The unit whose tracker this is: what reads without `within` mean (ADR 10). */
export class AddHomeUnit1763900600000 implements MigrationInterface {
  name = 'AddHomeUnit1763900600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table setting add column home_unit uuid references unit`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table setting drop column home_unit`);
  }
}
