import { type Command } from 'commander';
import { dutyAnswer } from '../indicators/completeness-answers.js';
import { DutiesService } from '../indicators/duties.service.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { TimeQuery } from '../platform/http/questions.js';
import { accept } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type FormatOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `duties list`: who owes what, how often and by when. */
export function addDuties(program: Command): void {
  const group = program.command('duties').description('quy định báo cáo: who owes what by when');
  readingOptions(group.command('list').description('all duties, whenever in force')).action(
    async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(TimeQuery, options);
      await withServices(async (services) => {
        const { revision } = await services.get(ReadPoints).resolve(query);
        const codes = {
          systems: await services.get(SystemsService).codes(revision),
          indicators: await services.get(IndicatorsService).codes(revision),
        };
        const answers = (await services.get(DutiesService).all(revision)).map((duty) => dutyAnswer(duty, codes));
        if (format === 'json') {
          printJson(answers);
          return;
        }
        const units = await services.get(UnitsService).directory(revision);
        printLines(
          ['id', 'indicator', 'system', 'level', 'kind', 'within', 'frequency', 'due', 'validFrom', 'validTo'],
          answers.map(({ id, indicator, system, level, kind, withinId, frequency, validFrom, validTo, ...due }) => [
            ...[id, indicator ?? '', system ?? (indicator === null ? '*' : ''), level, kind ?? ''],
            ...[withinId === null ? '' : (units.lifeOf(withinId).at(-1)?.name ?? withinId), frequency],
            ...[[due.dueRule, due.dueCount, due.dueMonth].filter((part) => part !== null).join(' ')],
            ...[validFrom ?? '', validTo ?? ''],
          ]),
          format,
        );
      });
    },
  );
}
