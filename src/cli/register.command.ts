import { type Command } from 'commander';
import { Writers } from '../platform/database/writers.js';
import { RegisterService } from '../register/register.service.js';
import { formatOption, type FormatOption } from './options.js';
import { printFaults, printJson, printLines } from './print.js';
import { drawProgress } from './progress.js';
import { withServices } from './services.js';

interface LoadOptions extends FormatOption {
  readonly province?: string[];
  readonly all?: boolean;
  readonly apply?: boolean;
}

/** `register load`: the country's administrative units with their history. */
export function addRegister(program: Command): void {
  const register = program
    .command('register')
    .description('danh mục đơn vị hành chính: the register of administrative units');
  formatOption(register.command('load').description('load provinces, or the country, as units and reorganisations'))
    .option('--province <codes...>', 'codes of provinces of any time; what they went into or came from comes along')
    .option('--all', 'the whole country')
    .option('--apply', 'write even where units are recorded already; differences are never overwritten')
    .action(async ({ province, all, apply, format }: LoadOptions, command: Command) => {
      if ((province === undefined) === (all === undefined)) command.error('give either --province or --all');
      const provinces = all ? null : (province ?? []).flatMap((codes) => codes.split(','));
      await withServices(
        async (services) => {
          const load = await services
            .get(Writers)
            .write((tx) => services.get(RegisterService).load(tx, { provinces, apply: apply ?? false }, drawProgress));
          const { applied, unitsMatched, unitsCreated, reorganisationsPresent, reorganisationsApplied } = load;
          const { differences, obstacles } = load;
          const counts = { applied, unitsMatched, unitsCreated, reorganisationsPresent, reorganisationsApplied };
          if (format === 'json') {
            printJson({ ...counts, differences, obstacles });
            return;
          }
          if (differences.length > 0) {
            printLines(
              ['code', 'day', 'differs in', 'register', 'recorded'],
              differences.map(({ code, day, what, register: said, recorded }) => [code, day, what, said, recorded]),
              format,
            );
          }
          printFaults(obstacles, 'vi');
          console.error(sentence(counts, obstacles.length));
        },
        { sample: false },
      );
    });
}

function sentence(
  load: {
    applied: boolean;
    unitsMatched: number;
    unitsCreated: number;
    reorganisationsPresent: number;
    reorganisationsApplied: number;
  },
  obstacles: number,
): string {
  const { applied, unitsMatched, unitsCreated, reorganisationsPresent, reorganisationsApplied } = load;
  const there = `${unitsMatched} units and ${reorganisationsPresent} reorganisations were there already`;
  const rest = `${unitsCreated} units and ${reorganisationsApplied} reorganisations`;
  if (unitsCreated === 0 && reorganisationsApplied === 0) return `Nothing to do: ${there}.`;
  if (applied) return `Loaded ${rest}; ${there}.`;
  const prospect =
    obstacles === 0 ? `${rest} would be added with --apply` : `${rest} cannot be added before the faults are mended`;
  return `Nothing was written: ${there}; ${prospect}.`;
}
