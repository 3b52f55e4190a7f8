import { type Command } from 'commander';
import { CoverageService } from '../coverage/coverage.service.js';
import { coverageAnswer } from '../coverage/coverage-answers.js';
import { coverageTable, printedLines } from '../coverage/coverage-table.js';
import { CoverageQuery } from '../coverage/dto/coverage.requests.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { accept } from '../platform/validation/submission.js';
import { type FormatOption, languageOption, type LanguageOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `coverage`: the figures of a day, as known at an instant. */
export function addCoverage(program: Command): void {
  const command = program
    .command('coverage')
    .description('tỷ lệ triển khai: coverage of a day, as known at an instant');
  languageOption(readingOptions(command))
    .option('--system <codes>', 'only these systems, separated by commas')
    .option('--level <level>', 'only this level')
    .option('--kind <kind>', 'only this kind')
    .option('--within <units>', 'these units and all below them')
    .option('--group-by <dimensions>', 'system, level, kind, parent, district; default system,level')
    .option('--stages <stages>', 'stages that count as covered; default live')
    .action(async ({ format, lang, ...options }: FormatOption & LanguageOption & Record<string, unknown>) => {
      const query = accept(CoverageQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const coverage = await services.get(CoverageService).figures(at, query);
        if (format === 'json') {
          printJson(coverageAnswer(coverage, lang));
          return;
        }
        const table = coverageTable(coverage, lang);
        printLines(table.header, printedLines(table), format);
        console.error(`asOf ${at.asOf} · knownAt ${at.knownAt} · revision ${at.revision}`);
      });
    });
}
