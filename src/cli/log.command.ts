import { type Command } from 'commander';
import { DeploymentDto } from '../deployments/dto/deployment.requests.js';
import { EntryAnswers } from '../deployments/entry-answers.js';
import { LedgerService } from '../deployments/ledger.service.js';
import { StatesService } from '../deployments/states.service.js';
import { isLocalDate } from '../kernel/local-date.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { isReference } from '../platform/validation/fields.js';
import { submit } from '../platform/validation/submission.js';
import { UnitSearchService } from '../units/unit-search.service.js';
import { formatOption, type FormatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

interface LogOptions extends FormatOption {
  readonly on?: string;
  readonly by?: string;
  readonly unitName?: string;
  readonly due?: string;
  readonly note?: string;
  readonly vendor?: string;
  readonly softwareVersion?: string;
  readonly contract?: string;
}

/** `log`: one entry in the ledger. The unit may be an id, a code, or its name as people type it. */
export function addLog(program: Command): void {
  formatOption(program.command('log').description('ghi triển khai: log a deployment'))
    .argument('<unit>', 'id, code, or name as people type it')
    .argument('<system>', 'code of the system')
    .argument('<stage>', 'none, preparing, pilot, live, suspended, retired or planned')
    .option('--on <day>', 'it began that day')
    .option('--by <day>', 'it was so already on that day')
    .option('--unit-name <name>', 'name on that day, where the code has changed hands')
    .option('--due <day>', 'of a plan: the day it is due')
    .option('--note <text>')
    .option('--vendor <name>')
    .option('--software-version <version>')
    .option('--contract <text>')
    .action(async (unit: string, system: string, stage: string, options: LogOptions, command: Command) => {
      const day = options.on ?? options.by;
      if (day === undefined || (options.on !== undefined && options.by !== undefined)) {
        command.error('give exactly one of --on and --by');
      }
      await withServices(async (services) => {
        const reference = isReference(unit) || !isLocalDate(day) ? unit : await unitIdByName(services, unit, day);
        const submission = submit(DeploymentDto, {
          unit: reference,
          unitName: options.unitName,
          system,
          stage,
          effectiveOn: day,
          dated: options.on === undefined ? 'by' : 'on',
          dueOn: options.due,
          note: options.note,
          vendor: options.vendor,
          version: options.softwareVersion,
          contract: options.contract,
        });
        const answer = await services.get(Writers).write(async (tx) => {
          const id = await services.get(LedgerService).log(tx, submission);
          const at = { revision: (await tx.revision()).n };
          const entry = await services.get(StatesService).getEntry(String(id), at, tx.manager);
          return (await services.get(EntryAnswers).of([entry], at, tx.manager))[0];
        });
        if (!answer) throw new Error('An entry was written and not found');
        if (options.format === 'json') printJson(answer);
        else {
          const { id, unit: named, effectiveOn, dated, role, revision } = answer;
          printLines(
            ['id', 'unit', 'system', 'stage', 'effectiveOn', 'dated', 'role', 'revision'],
            [[String(id), `${named.name} (${named.code})`, system, stage, effectiveOn, dated, role, String(revision)]],
            options.format,
          );
        }
      });
    });
}

async function unitIdByName(
  services: Parameters<Parameters<typeof withServices>[0]>[0],
  name: string,
  day: string,
): Promise<string> {
  if (!isLocalDate(day)) return name;
  const at = await services.get(ReadPoints).resolve({ asOf: day });
  return (await services.get(UnitSearchService).resolveOne(name, at)).id;
}
