import { type MigrationInterface, type QueryRunner } from 'typeorm';

const LEVELS = `('province', 'department', 'district', 'commune', 'subordinate')`;
const KNOWN = `
        known_from bigint not null references revision,
        known_to bigint references revision,
        check (known_from <= known_to)`;

/** Measured quantities by unit and period, what they mean when, and who owes them by when (domain.md §6). */
export class CreateIndicators1763901500000 implements MigrationInterface {
  name = 'CreateIndicators1763901500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table indicator (
        id integer generated always as identity primary key,
        code text not null unique,
        kind text not null check (kind in ('count', 'stock', 'ratio', 'score')),
        system_id integer references system,
        recorded_in bigint not null references revision
      )`);
    await runner.query(`
      create table indicator_definition (
        id bigint generated always as identity primary key,
        indicator_id integer not null references indicator,
        valid_from date,
        valid_to date,
        name text not null,
        name_en text,
        counted text,
        counted_en text,
        definition text not null,
        scheme text,
        wider_id integer references indicator check (wider_id <> indicator_id),
        rest_name text,
        rest_name_en text,
        reach text not null check (reach in ('unit', 'subtree')),
        may_exceed boolean not null,
        maximum numeric(16, 2) check (maximum > 0),
        calendar text not null check (calendar in ('calendar', 'decree-09')),
        legal_basis text,
        ${KNOWN},
        check (valid_from < valid_to),
        constraint indicator_definition_one_at_a_time exclude using gist
          (indicator_id with =, daterange(valid_from, valid_to) with &&, int8range(known_from, known_to) with &&)
      )`);
    await runner.query(`
      create table indicator_value (
        id bigint generated always as identity primary key,
        indicator_id integer not null references indicator,
        definition_id bigint not null references indicator_definition,
        unit_id uuid not null references unit,
        period text not null,
        first_day date not null,
        end_day date not null,
        measured_on date not null,
        amount numeric(16, 2) check (amount >= 0),
        out_of numeric(16, 2) check (out_of >= 0),
        percent numeric(9, 2) check (percent >= 0),
        comparator text not null check (comparator in ('=', '>', '≥', '~', 'some')),
        source text,
        note text,
        closing_reason text,
        ${KNOWN},
        check (first_day <= measured_on and measured_on < end_day),
        check ((comparator = 'some') = (amount is null and percent is null)),
        check (out_of is null or amount is not null),
        check (percent is null or amount is null),
        check ((known_to is null) = (closing_reason is null)),
        -- Rows begin and end in the last revision alone, so what never overlaps now never did.
        constraint indicator_value_one_at_a_time exclude using gist
          (indicator_id with =, unit_id with =, daterange(first_day, end_day) with &&) where (known_to is null)
      )`);
    await runner.query(`create index on indicator_value (indicator_id, end_day)`);
    await runner.query(`create index on indicator_value (unit_id, indicator_id, period)`);
    await runner.query(`create index on indicator_value (known_from)`);
    await runner.query(`create index on indicator_value (known_to)`);

    await runner.query(`
      create table reporting_duty (
        id uuid not null default gen_random_uuid(),
        indicator_id integer references indicator,
        system_id integer references system,
        level text not null check (level in ${LEVELS}),
        kind text,
        set_id uuid references unit_set,
        within_id uuid references unit,
        frequency text not null check (frequency in ('month', 'quarter', 'half-year', 'nine-months', 'year')),
        calendar text check (calendar in ('calendar', 'decree-09')),
        due_rule text not null check (due_rule in ('days-after', 'working-days-after', 'day-of-month')),
        due_count integer not null,
        due_month integer,
        valid_from date,
        valid_to date,
        legal_basis text,
        ${KNOWN},
        primary key (id, known_from),
        check (indicator_id is null or system_id is null),
        check ((indicator_id is null) = (calendar is not null)),
        check ((due_rule = 'day-of-month') = (due_month is not null)),
        check (due_month between -1 and 2),
        check (due_count between 0 and 90 and (due_month is null or due_count between 1 and 31)),
        check (valid_from < valid_to)
      )`);
    await runner.query(`
      create table holiday (
        id bigint generated always as identity primary key,
        day date not null,
        works boolean not null,
        name text not null,
        closing_reason text,
        ${KNOWN},
        check ((known_to is null) = (closing_reason is null))
      )`);
    await runner.query(`create unique index holiday_once on holiday (day) where known_to is null`);

    await runner.query(`
      create trigger begin_now after insert on indicator referencing new table as added
        for each statement execute function begins_in_last_revision('recorded_in')`);
    for (const table of ['indicator_definition', 'indicator_value', 'reporting_duty', 'holiday']) {
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('known_from')`);
      await runner.query(`
        create trigger end_now after update on ${table} referencing old table as before new table as after
          for each statement execute function ends_in_last_revision()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table holiday, reporting_duty, indicator_value, indicator_definition, indicator`);
  }
}
