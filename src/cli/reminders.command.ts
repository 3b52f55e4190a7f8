import { type Command } from 'commander';
import { Writers } from '../platform/database/writers.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { accept, submit } from '../platform/validation/submission.js';
import { ReminderPreviewQuery, ReminderRuleDto } from '../reminders/dto/reminder.requests.js';
import { itemAnswer, letterAnswer, ruleAnswer, toSendAnswer } from '../reminders/reminder-answers.js';
import { ReminderLetters } from '../reminders/reminder-letters.service.js';
import { ReminderRules } from '../reminders/reminder-rules.service.js';
import { type FormatOption, formatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

const MOST_LISTED = 100;

/** `reminders …`: who is told by mail what they owe. The running service sends; nothing here does. */
export function addReminders(program: Command): void {
  const reminders = program
    .command('reminders')
    .description('nhắc việc: mail to those who owe figures or confirmations');
  addRules(reminders);
  addPreview(reminders);
  addList(reminders);
}

function addRules(reminders: Command): void {
  const header = ['id', 'duty', 'days', 'hour', 'startsOn'];
  const line = ({ id, duty, days, hour, startsOn }: ReturnType<typeof ruleAnswer>): string[] => [
    ...[id, duty, String(days), String(hour), startsOn],
  ];
  formatOption(reminders.command('rules').description('which duties are reminded of, and when')).action(
    async ({ format }: FormatOption) => {
      await withServices(async (services) => {
        const rules = (await services.get(ReminderRules).list()).map(ruleAnswer);
        if (format === 'json') printJson(rules);
        else printLines(header, rules.map(line), format);
      });
    },
  );
  formatOption(reminders.command('add').description('remind of what a duty makes owed, from today on'))
    .argument('<duty>', 'id of the duty')
    .requiredOption('--days <n>', 'from the due day: -3 is three days before it', Number)
    .option('--hour <n>', 'of the day; default 8', Number)
    .action(async (duty: string, { format, days, hour }: FormatOption & { days: number; hour?: number }) => {
      const submission = submit(ReminderRuleDto, { duty, days, ...(hour === undefined ? {} : { hour }) });
      await withServices(async (services) => {
        const rules = services.get(ReminderRules);
        const added = ruleAnswer(await services.get(Writers).write((tx) => rules.add(tx, submission)));
        if (format === 'json') printJson(added);
        else printLines(header, [line(added)], format);
      });
    });
  reminders
    .command('end')
    .description('remind of it no more')
    .argument('<id>', 'id of the rule')
    .action(async (id: string) => {
      await withServices(async (services) => {
        const rules = services.get(ReminderRules);
        await services.get(Writers).write((tx) => rules.remove(tx, id));
      });
    });
}

function addPreview(reminders: Command): void {
  formatOption(reminders.command('preview').description('who would be reminded of what; sends nothing'))
    .option('--on <day>', 'by the end of this day; default now')
    .action(async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      const { on } = accept(ReminderPreviewQuery, options);
      await withServices(async (services) => {
        const plan = await services.get(ReminderLetters).preview(on);
        const items = plan.letters.map(toSendAnswer);
        const unreachable = plan.unreachable.map(itemAnswer);
        if (format === 'json') {
          printJson({ items, unreachable });
          return;
        }
        printLines(
          ['recipient', 'address', 'unit', 'items', 'subject'],
          items.map(({ recipient, address, unit, items: owed, subject }) => [
            ...[recipient, address, unit.name, String(owed.length), subject],
          ]),
          format,
        );
        for (const { unit, name, periodName } of unreachable)
          console.error(`Không có địa chỉ thư: ${unit.name} (${unit.code}), ${name}, ${periodName}`);
      });
    });
}

function addList(reminders: Command): void {
  formatOption(reminders.command('list').description('the last hundred letters, and where each stands')).action(
    async ({ format }: FormatOption) => {
      await withServices(async (services) => {
        const { revision } = await services.get(ReadPoints).resolve({});
        const { rows } = await services.get(ReminderLetters).list(revision, { offset: 0, limit: MOST_LISTED });
        const letters = rows.map(letterAnswer);
        if (format === 'json') printJson(letters);
        else
          printLines(
            ['day', 'recipient', 'address', 'subject', 'state', 'error'],
            letters.map(({ day, recipient, address, subject, state, lastError }) => [
              ...[day, recipient, address, subject, state, lastError ?? ''],
            ]),
            format,
          );
      });
    },
  );
}
