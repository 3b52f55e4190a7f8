import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A stated figure says what it counts, "13 sở", where that was said. */
export class NameWhatDeclarationsCount1763901510000 implements MigrationInterface {
  name = 'NameWhatDeclarationsCount1763901510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table declaration add counted text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table declaration drop counted`);
  }
}
