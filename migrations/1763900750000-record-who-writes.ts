import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Each revision says whose it is: who, by what means, from where, in which request, doing what, and why; and the service signs it. */
export class RecordWhoWrites1763900750000 implements MigrationInterface {
  name = 'RecordWhoWrites1763900750000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table revision
        add via text not null default 'service'
          check (via in ('session', 'token', 'anonymous', 'command-line', 'service')),
        add account_id uuid,
        add account_name text,
        add action text not null default 'service',
        add request_id text,
        add address text,
        add reason text,
        add signature bytea unique`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table revision drop via, drop account_id, drop account_name, drop action, drop request_id, drop address,
        drop reason, drop signature`);
  }
}
