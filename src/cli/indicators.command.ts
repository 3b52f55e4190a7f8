import { type Command } from 'commander';
import { CompletenessService } from '../indicators/completeness.service.js';
import { completenessAnswer } from '../indicators/completeness-answers.js';
import { CompletenessQuery } from '../indicators/dto/duty.requests.js';
import { IndicatorFiguresQuery, IndicatorValueDto } from '../indicators/dto/indicator-value.requests.js';
import { figuresAnswer } from '../indicators/indicator-answers.js';
import { IndicatorFiguresService } from '../indicators/indicator-figures.service.js';
import { IndicatorValuesService } from '../indicators/indicator-values.service.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { StatedValuesService } from '../indicators/stated-values.service.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { TimeQuery } from '../platform/http/questions.js';
import { accept, submit } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { formatOption, type FormatOption, languageOption, type LanguageOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

type ReadOptions = FormatOption & LanguageOption & Record<string, unknown>;

/** `indicators list`, `figures`, `log` and `completeness`. */
export function addIndicators(program: Command): void {
  const group = program.command('indicators').description('chỉ số: what is measured beside deployments');

  languageOption(readingOptions(group.command('list').description('the indicators of a day'))).action(
    async ({ format, lang, ...options }: ReadOptions) => {
      const query = accept(TimeQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const definitions = await services.get(IndicatorsService).onDay(at);
        if (format === 'json') printJson(definitions);
        else {
          printLines(
            ['code', 'kind', 'name', 'scheme'],
            definitions.map(({ code, kind, name, nameEn, scheme }) => [
              code,
              kind,
              lang === 'en' ? (nameEn ?? name) : name,
              scheme ?? '',
            ]),
            format,
          );
        }
      });
    },
  );

  languageOption(readingOptions(group.command('figures').description('the figures of an indicator')))
    .argument('<code>', 'code of the indicator')
    .option('--period <period>', '2016-12, 2016-Q4, 2016-H1, 2016-9M or 2016; default the latest known')
    .option('--within <units>', 'these units and all below them')
    .option('--group-by <dimensions>', 'unit, level, kind, district; default all together')
    .action(async (code: string, { format, lang, ...options }: ReadOptions) => {
      const query = accept(IndicatorFiguresQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const found = await services.get(IndicatorFiguresService).figures(at, code, query);
        const codes = {
          systems: await services.get(SystemsService).codes(at.revision),
          indicators: await services.get(IndicatorsService).codes(at.revision),
        };
        const answer = figuresAnswer(found, codes, lang);
        if (format === 'json') printJson(answer);
        else {
          printLines(
            ['period', 'unit', 'level', 'kind', 'district', 'scheme', 'figure', 'units'],
            answer.rows.map(({ unit, level, kind, district, scheme, print, units }) => [
              ...[answer.periodName, unit?.name ?? '', level ?? '', kind ?? '', district?.name ?? '', scheme ?? ''],
              ...[print, String(units)],
            ]),
            format,
          );
          console.error(`asOf ${at.asOf} · knownAt ${at.knownAt} · revision ${at.revision}`);
        }
      });
    });

  languageOption(formatOption(group.command('log').description('state a value')))
    .argument('<code>', 'code of the indicator')
    .argument('<unit>', 'id, or code on the last day of the period')
    .argument('<period>', '2016-12, 2016-Q4, 2016-H1, 2016-9M or 2016')
    .argument('[amount]', 'the count, numerator or points; absent with --percent or --comparator some')
    .option('--out-of <number>', 'the denominator or the maximum')
    .option('--percent <number>', 'the share where only that was stated')
    .option('--comparator <sign>', '=, >, ≥, ~ or some')
    .option('--measured-on <day>', 'the day of the period it was so')
    .option('--unit-name <name>', 'name on that day, where the code has changed hands')
    .option('--source <text>')
    .option('--note <text>')
    .action(
      async (
        indicator: string,
        unit: string,
        period: string,
        amount: string | undefined,
        { format, lang, outOf, percent, ...options }: ReadOptions,
      ) => {
        const numbers = { amount: numeric(amount), outOf: numeric(outOf), percent: numeric(percent) };
        const submission = submit(IndicatorValueDto, { indicator, unit, period, ...numbers, ...options });
        await withServices(async (services) => {
          const [answer] = await services.get(Writers).write(async (tx) => {
            const ids = [await services.get(IndicatorValuesService).log(tx, submission)];
            return services.get(StatedValuesService).answersById(ids, (await tx.revision()).n, lang, tx.manager);
          });
          if (!answer) throw new Error('A value was written and not found');
          if (format === 'json') printJson(answer);
          else {
            const { id, unit: named, periodName, print, revision } = answer;
            printLines(
              ['id', 'indicator', 'unit', 'period', 'figure', 'revision'],
              [[String(id), indicator, `${named.name} (${named.code})`, periodName, print, String(revision)]],
              format,
            );
          }
        });
      },
    );

  languageOption(readingOptions(group.command('completeness').description('who gave what they owe of a period')))
    .argument('<period>', '2016-12, 2016-Q4, 2016-H1, 2016-9M or 2016')
    .option('--indicator <codes>', 'only these indicators')
    .option('--system <codes>', 'only confirmations of these systems')
    .option('--level <level>', 'only this level')
    .option('--within <units>', 'these units and all below them')
    .action(async (period: string, { format, lang, ...options }: ReadOptions) => {
      const query = accept(CompletenessQuery, { ...options, period });
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const rows = (await services.get(CompletenessService).figures(at, query)).map((row) =>
          completenessAnswer(row, lang),
        );
        if (format === 'json') printJson(rows);
        else {
          printLines(
            ['name', 'level', 'given', 'inTime', 'late', 'missing', 'open', 'timeliness'],
            rows.map(({ name, level, print, inTime, late, missing, open, timeliness }) => [
              ...[name, level, print, String(inTime), String(late), String(missing), String(open), timeliness],
            ]),
            format,
          );
        }
      });
    });
}

/** A number as typed; what is none stays text, so that its fault names it. */
function numeric(text: unknown): unknown {
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
