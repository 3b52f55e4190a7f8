import { type Command } from 'commander';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { ListQuery } from '../platform/http/questions.js';
import { accept, submit } from '../platform/validation/submission.js';
import { type UnitScoreFields } from '../scorecards/dto/score.answers.js';
import { AssessmentDto, ReviewDto } from '../scorecards/dto/assessment.requests.js';
import { PublicationDto, ResultsQuery } from '../scorecards/dto/result.requests.js';
import { ScoresQuery } from '../scorecards/dto/scorecard.requests.js';
import { ResultsService } from '../scorecards/results.service.js';
import { Reviews } from '../scorecards/reviews.service.js';
import { resultAnswer, unitScoreAnswer } from '../scorecards/scorecard-answers.js';
import { ScorecardsService } from '../scorecards/scorecards.service.js';
import { ScoresService } from '../scorecards/scores.service.js';
import { SelfAssessments } from '../scorecards/self-assessments.service.js';
import { type FormatOption, formatOption, languageOption, type LanguageOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `scorecards list`, `scores`, `result`, `assess`, `review` and `publish`. */
export function addScorecards(program: Command): void {
  const group = program.command('scorecards').description('bộ tiêu chí: scorecards, scores, published results');
  addList(group);
  addScores(group);
  addResult(group);
  addAssess(group);
  addReview(group);
  addPublish(group);
}

function addList(group: Command): void {
  readingOptions(group.command('list').description('all scorecards')).action(
    async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(ListQuery, options);
      await withServices(async (services) => {
        const { revision } = await services.get(ReadPoints).resolve(query);
        const items = await services.get(ScorecardsService).list(revision);
        const scorecards = items.map(({ code, name, nameEn }) => ({ code, name, nameEn }));
        if (format === 'json') printJson({ items: scorecards });
        else
          printLines(
            ['code', 'name'],
            scorecards.map(({ code, name }) => [code, name]),
            format,
          );
      });
    },
  );
}

function addScores(group: Command): void {
  languageOption(readingOptions(group.command('scores').description('the scores of a year as they stand')))
    .argument('<code>', 'code of the scorecard')
    .requiredOption('--year <year>')
    .action(async (code: string, options: FormatOption & LanguageOption & Record<string, unknown>) => {
      const { format, lang, ...rest } = options;
      const query = accept(ScoresQuery, rest);
      await withServices(async (services) => {
        const point = await services.get(ReadPoints).resolve(query);
        const scores = services.get(ScoresService);
        const sheet = await scores.sheet(await scores.yearOf(code, query.year, point));
        const units = sheet.units.map((unit) => unitScoreAnswer(unit, lang));
        if (format === 'json') printJson({ year: sheet.year, measuredOn: sheet.at.asOf, units });
        else printUnits(units, format);
      });
    });
}

function addResult(group: Command): void {
  languageOption(readingOptions(group.command('result').description('the last published result of a year')))
    .argument('<code>', 'code of the scorecard')
    .option('--year <year>', 'default the latest')
    .action(async (code: string, options: FormatOption & LanguageOption & Record<string, unknown>) => {
      const { format, lang, ...rest } = options;
      const query = accept(ResultsQuery, rest);
      await withServices(async (services) => {
        const { revision } = await services.get(ReadPoints).resolve(query);
        const [row] = await services.get(ResultsService).list(code, query.year, revision);
        const answer = row ? resultAnswer(row, null, lang) : null;
        if (format === 'json') printJson(answer);
        else printUnits(answer?.units ?? [], format);
        const grades = answer?.grades.map(({ grade, print }) => `${grade}: ${print}`).join(' · ') ?? '';
        console.error([answer?.result.document ?? '', grades].filter((part) => part !== '').join(' · '));
      });
    });
}

function addAssess(group: Command): void {
  formatOption(group.command('assess').description('tự chấm điểm: declare the points of a unit'))
    .argument('<code>', 'code of the scorecard')
    .argument('<unit>', 'id or code')
    .argument('<criterion>')
    .argument('<points>')
    .requiredOption('--year <year>')
    .option('--note <text>')
    .action(
      async (
        code: string,
        unit: string,
        criterion: string,
        points: string,
        { format, year, note }: FormatOption & { year: string; note?: string },
      ) => {
        const item = submit(AssessmentDto, { year, unit, criterion, points: pointsIn(points), note });
        await withServices(async (services) => {
          const recorded = await services
            .get(Writers)
            .write((tx) => services.get(SelfAssessments).declare(tx, code, { items: [item], faults: [] }));
          if (format === 'json') printJson({ recorded });
          else printLines(['recorded'], [[String(recorded)]], format);
        });
      },
    );
}

function addReview(group: Command): void {
  formatOption(group.command('review').description('thẩm định: accept the points of a unit'))
    .argument('<code>', 'code of the scorecard')
    .argument('<unit>', 'id or code')
    .argument('<criterion>')
    .argument('[points]', 'default: as declared, or as computed')
    .requiredOption('--year <year>')
    .option('--reason <text>', 'why, where the points are others')
    .action(
      async (
        code: string,
        unit: string,
        criterion: string,
        points: string | undefined,
        { format, year, reason }: FormatOption & { year: string; reason?: string },
      ) => {
        const accepted = points === undefined ? {} : { points: pointsIn(points) };
        const item = submit(ReviewDto, { year, unit, criterion, ...accepted, reason });
        await withServices(async (services) => {
          const recorded = await services
            .get(Writers)
            .write((tx) => services.get(Reviews).review(tx, code, { items: [item], faults: [] }));
          if (format === 'json') printJson({ recorded });
          else printLines(['recorded'], [[String(recorded)]], format);
        });
      },
    );
}

function addPublish(group: Command): void {
  formatOption(group.command('publish').description('publish the scores of a year'))
    .argument('<code>', 'code of the scorecard')
    .requiredOption('--year <year>')
    .option('--document <text>', 'the decision')
    .option('--published-on <day>')
    .option('--replaces <id>', 'the published result that it replaces')
    .option('--reason <text>', 'why')
    .action(async (code: string, { format, ...options }: FormatOption & Record<string, unknown>) => {
      const submission = submit(PublicationDto, options);
      await withServices(async (services) => {
        const id = await services
          .get(Writers)
          .write((tx) => services.get(ResultsService).publish(tx, code, submission));
        if (format === 'json') printJson({ id });
        else printLines(['id'], [[id]], format);
      });
    });
}

/** `19,5` and `19.5`; what is no number stays as it is, to be told of. */
function pointsIn(text: string): number | string {
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}

function printUnits(units: readonly UnitScoreFields[], format: 'table' | 'csv'): void {
  printLines(
    ['rank', 'unit', 'points', 'maximum', 'percent', 'grade'],
    units.map(({ rank, unit, print, maximum, percent, grade }) => [
      ...[rank?.toString() ?? '', unit.name, print, maximum?.toString() ?? '', percent ?? '', grade ?? ''],
    ]),
    format,
  );
}
