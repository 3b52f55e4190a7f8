import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whose signing in takes a second factor; asking more of somebody takes rights away, as the epoch has to tell (ADR 25). */
export class DemandSecondFactor1763902000000 implements MigrationInterface {
  name = 'DemandSecondFactor1763902000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table setting add second_factor_roles text[] not null default '{administrator,approver,editor}'
        check (second_factor_roles <@ '{administrator,approver,editor,reporter,viewer}')`);
    await this.advanceAfter(runner, 'published, second_factor_roles');
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.advanceAfter(runner, 'published');
    await runner.query(`alter table setting drop second_factor_roles`);
  }

  private async advanceAfter(runner: QueryRunner, columns: string): Promise<void> {
    await runner.query(`drop trigger advance_epoch on setting`);
    await runner.query(`
      create trigger advance_epoch after update of ${columns} on setting
        for each statement execute function advance_access_epoch()`);
  }
}
