import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Figures that somebody stated without the names behind them (domain.md §3). */
export class CreateDeclarations1763900400000 implements MigrationInterface {
  name = 'CreateDeclarations1763900400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table declaration (
        id bigint generated always as identity primary key,
        system_id integer not null references system,
        level text check (level in ('province', 'department', 'district', 'commune', 'subordinate')),
        scope_id uuid not null references unit,
        as_of date not null,
        count integer check (count >= 0),
        total integer check (total >= 0),
        comparator text check (comparator in ('=', '>', '≥', '~', 'some')),
        document text not null,
        quote text,
        recorded_in bigint not null references revision,
        check (comparator is not null or count is null),
        check (comparator is null or (count is null) = (comparator = 'some')),
        check (total is null or count is not null)
      )`);
    await runner.query(`create index declaration_system on declaration (system_id, as_of)`);
    await runner.query(`
      create table declaration_retraction (
        declaration_id bigint primary key references declaration,
        reason text not null,
        recorded_in bigint not null references revision
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table declaration_retraction, declaration`);
  }
}
