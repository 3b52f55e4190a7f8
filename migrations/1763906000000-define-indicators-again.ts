import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** An indicator that was recorded wrongly and taken back may be recorded again, of another kind or system. */
export class DefineIndicatorsAgain1763906000000 implements MigrationInterface {
  name = 'DefineIndicatorsAgain1763906000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table indicator
        drop constraint indicator_code_key,
        add constraint indicator_once unique nulls not distinct (code, kind, system_id)`);
  }

  /** Refused by the database where a code was recorded again so: both have definitions, which stay true. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table indicator drop constraint indicator_once, add unique (code)`);
  }
}
