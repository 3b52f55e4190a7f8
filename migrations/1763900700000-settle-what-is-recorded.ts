import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BELIEVED = [
  'unit_period',
  'unit_set_member',
  'reorganisation',
  'lineage',
  'inheritance_decision',
  'system_period',
  'applicability_rule',
  'exemption',
  'stage_start',
];
const RECORDED = [
  'unit',
  'unit_set',
  'system',
  'deployment_entry',
  'deployment_retraction',
  'declaration',
  'declaration_retraction',
];

/**
 * What an earlier revision knew is settled (domain.md §4, invariant 2), whoever writes: rows begin and end in the
 * last revision alone, what is closed stays closed, and revisions follow each other in number and instant.
 */
export class SettleWhatIsRecorded1763900700000 implements MigrationInterface {
  name = 'SettleWhatIsRecorded1763900700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function revisions_follow() returns trigger language plpgsql as $$
      begin
        if not exists (select from revision where n = new.n - 1 and at < new.at) then
          raise exception 'revision % does not follow the one before', new.n
            using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`);
    await runner.query(
      `create trigger follow after insert on revision for each row execute function revisions_follow()`,
    );
    await runner.query(`
      create function begins_in_last_revision() returns trigger language plpgsql as $$
      declare earlier boolean;
      begin
        execute format('select exists (select from added where %I <> (select max(n) from revision))', tg_argv[0])
          into earlier;
        if earlier then
          raise exception 'a row of % is of an earlier revision', tg_table_name
            using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`);
    await runner.query(`
      create function ends_in_last_revision() returns trigger language plpgsql as $$
      begin
        if exists (select from before where known_to is not null)
          or exists (select from after where known_to is distinct from (select max(n) from revision)) then
          raise exception 'what an earlier revision knew of % is settled', tg_table_name
            using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`);
    for (const table of BELIEVED) {
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('known_from')`);
      await runner.query(`
        create trigger end_now after update on ${table} referencing old table as before new table as after
          for each statement execute function ends_in_last_revision()`);
    }
    for (const table of RECORDED) {
      await runner.query(`
        create trigger begin_now after insert on ${table} referencing new table as added
          for each statement execute function begins_in_last_revision('recorded_in')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function revisions_follow, begins_in_last_revision, ends_in_last_revision cascade`);
  }
}
