import { type Command } from 'commander';
import { ReadPoints } from '../platform/database/read-points.js';
import { TimeQuery } from '../platform/http/questions.js';
import { accept } from '../platform/validation/submission.js';
import { UnitsQuery } from '../units/dto/unit.requests.js';
import { UnitSearchService } from '../units/unit-search.service.js';
import { UnitsService } from '../units/units.service.js';
import { type FormatOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `units find` and `units show`. */
export function addUnits(program: Command): void {
  const units = program.command('units').description('đơn vị: find and show units');

  readingOptions(units.command('find').description('units that match as people type'))
    .argument('<text...>', 'a name, such as "UBND xã Tân Bình, huyện Tân Biên"')
    .option('--limit <n>', 'at most this many; default 20', '20')
    .action(async (words: string[], { format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(UnitsQuery, { ...options, q: words.join(' ') });
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const all = await services.get(UnitSearchService).find(query.q ?? '', at);
        const found = all.slice(0, query.limit);
        const tree = await services.get(UnitsService).tree(at);
        if (format === 'json') {
          printJson(found);
          return;
        }
        printLines(
          ['code', 'name', 'above', 'match', 'formerName', 'id'],
          found.map(({ unit, match, formerName }) => [
            unit.code,
            unit.name,
            tree.ancestors(unit)[0]?.name ?? '',
            match,
            formerName ?? '',
            unit.id,
          ]),
          format,
        );
        const exact = all.filter(({ match, formerName }) => match === 'exact' && formerName === null).length;
        if (exact > 1) console.error(`${exact} units match for certain: choose by code.`);
        if (all.length > found.length) console.error(`${all.length - found.length} more.`);
      });
    });

  readingOptions(units.command('show').description('all periods of a unit'))
    .argument('<idOrCode>', 'id, or code on the day')
    .action(async (reference: string, { format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(TimeQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const periods = await services.get(UnitsService).getHistory(reference, at);
        if (format === 'json') printJson(periods);
        else {
          printLines(
            ['from', 'to', 'code', 'name', 'kind', 'level', 'id'],
            periods.map(({ period, code, name, kind, level, unitId }) => [
              period.from ?? '–',
              period.to ?? '–',
              code,
              name,
              kind,
              level,
              unitId,
            ]),
            format,
          );
        }
      });
    });
}
