import { Command, CommanderError } from 'commander';
import { EnvError } from '../../config/env.js';
import { Refusal } from '../kernel/refusal.js';
import { EmbeddedServerError } from '../platform/database/embedded/embedded-server.js';
import { DatabaseNotUsable } from '../platform/database/open-database.js';
import { addAccounts } from './accounts.command.js';
import { addActivities } from './activities.command.js';
import { addAudit } from './audit.command.js';
import { addBridge } from './bridge.command.js';
import { addCoverage } from './coverage.command.js';
import { addDatabase } from './database.command.js';
import { addDuties } from './duties.command.js';
import { addDocuments } from './documents.command.js';
import { addIndicators } from './indicators.command.js';
import { addImports } from './import.command.js';
import { addLog } from './log.command.js';
import { printFaults } from './print.js';
import { addRegister } from './register.command.js';
import { addTargets } from './targets.command.js';
import { addScorecards } from './scorecards.command.js';
import { addReminders } from './reminders.command.js';
import { addReports } from './reports.command.js';
import { addUnits } from './units.command.js';

const REFUSED = 1;
const USAGE = 2;

const program = new Command('cli')
  .description('The rollout of e-government systems, from a terminal. Prints what was asked for to standard output.')
  .exitOverride()
  .showHelpAfterError();
addCoverage(program);
addBridge(program);
addLog(program);
addIndicators(program);
addDuties(program);
addTargets(program);
addImports(program);
addUnits(program);
addRegister(program);
addActivities(program);
addDocuments(program);
addScorecards(program);
addReports(program);
addReminders(program);
addAccounts(program);
addAudit(program);
addDatabase(program);
inherit(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Tells the operator what happened, and the exit code: 1 refused with every fault, 2 wrong usage. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Refusal) {
    printFaults(error.faults, process.argv.includes('en') ? 'en' : 'vi');
    return REFUSED;
  }
  const expected = [EnvError, EmbeddedServerError, DatabaseNotUsable].some((type) => error instanceof type);
  console.error(expected ? (error as Error).message : error);
  return REFUSED;
}

/** Subcommands report usage faults as the program does: by throwing, so that the exit code is ours. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError();
    inherit(child);
  }
}
