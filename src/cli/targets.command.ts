import { type Command } from 'commander';
import { ReadPoints } from '../platform/database/read-points.js';
import { TimeQuery } from '../platform/http/questions.js';
import { accept } from '../platform/validation/submission.js';
import { TargetAnswers } from '../targets/target-answers.js';
import { TargetsService } from '../targets/targets.service.js';
import { type FormatOption, languageOption, type LanguageOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `targets list`: every target with its status on a day. */
export function addTargets(program: Command): void {
  const group = program.command('targets').description('chỉ tiêu: what is to be reached by when');
  languageOption(readingOptions(group.command('list').description('all targets with their status on a day'))).action(
    async ({ format, lang, ...options }: FormatOption & LanguageOption & Record<string, unknown>) => {
      const query = accept(TimeQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const targets = await services.get(TargetsService).list(at.revision);
        const answers = await services.get(TargetAnswers).of(targets, at, lang);
        if (format === 'json') printJson(answers);
        else {
          printLines(
            ['name', 'scope', 'dueOn', 'goal', 'current', 'expected', 'status'],
            answers.map(({ name, scope, dueOn, goal, current, expected, statusName }) => [
              ...[name, scope.name, dueOn, goal.print, current?.print ?? '', expected.print, statusName],
            ]),
            format,
          );
        }
      });
    },
  );
}
