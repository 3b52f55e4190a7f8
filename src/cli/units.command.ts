import { type Command } from 'commander';
import { ReadPoints } from '../platform/database/read-points.js';
import { Settings } from '../platform/database/settings.js';
import { Writers } from '../platform/database/writers.js';
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
  const group = program.command('units').description('đơn vị: find and show units');

  readingOptions(group.command('find').description('units that match as people type'))
    .argument('<text...>', 'a name, such as "UBND xã Tân Bình, huyện Tân Biên"')
    .option('--within <units...>', 'only these and what stands below them')
    .option('--limit <n>', 'at most this many; default 20', '20')
    .action(async (words: string[], { format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(UnitsQuery, { ...options, q: words.join(' ') });
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const units = services.get(UnitsService);
        const tree = await units.tree(at);
        const allowed = new Set(tree.subtree(await units.scope(query.within, tree, at)).map(({ id }) => id));
        const matches = await services.get(UnitSearchService).find(query.q ?? '', at);
        const all = matches.filter(({ unit }) => allowed.has(unit.id));
        const found = all.slice(0, query.limit);
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

  group
    .command('home')
    .description('whose tracker this is: what a question means that names no unit')
    .argument('[idOrCode]', 'id, or code on the day; absent: all units')
    .option('--as-of <day>', 'the day that the code is read on; default: the viewing day, else today')
    .action(async (reference: string | undefined, options: { asOf?: string }) => {
      const query = accept(TimeQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const unit = reference === undefined ? null : await services.get(UnitsService).getUnit(reference, at);
        await services
          .get(Writers)
          .write((tx) => services.get(Settings).setHomeUnit(tx, unit === null ? null : unit.id));
        console.error(`At home: ${unit === null ? 'all units' : `${unit.name} (${unit.code})`}.`);
      });
    });

  readingOptions(group.command('show').description('all periods of a unit'))
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
