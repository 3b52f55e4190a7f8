import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who answers for a unit: one at a time, with a period of days and a range of belief. */
export class CreateContacts1763901100000 implements MigrationInterface {
  name = 'CreateContacts1763901100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contact (
        id uuid not null default gen_random_uuid(),
        known_from bigint not null references revision,
        known_to bigint references revision,
        unit_id uuid not null references unit,
        name text not null,
        post text,
        telephone text,
        email text,
        valid_from date not null,
        valid_to date,
        closing_reason text,
        primary key (id, known_from),
        check (valid_from < valid_to),
        check (known_from <= known_to),
        constraint contact_one_at_a_time exclude using gist
          (unit_id with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
      )`);
    await runner.query(`create index on contact (known_from)`);
    await runner.query(`create index on contact (known_to)`);
    await runner.query(`
      create trigger begin_now after insert on contact referencing new table as added
        for each statement execute function begins_in_last_revision('known_from')`);
    await runner.query(`
      create trigger end_now after update on contact referencing old table as before new table as after
        for each statement execute function ends_in_last_revision()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table contact`);
  }
}
