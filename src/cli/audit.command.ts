import { type Command } from 'commander';
import { type AuditHead, readHead } from '../audit/audit-head-file.js';
import { AuditVerification } from '../audit/audit-verification.service.js';
import { formatOption, type FormatOption } from './options.js';
import { printJson } from './print.js';
import { withServices } from './services.js';

/** `audit verify`. */
export function addAudit(program: Command): void {
  formatOption(
    program
      .command('audit')
      .description('nhật ký: who did what')
      .command('verify')
      .description('whether anything that was sealed has been altered; exits 1 and names the first broken link'),
  )
    .option('--head <seq:mac>', 'the head that a report printed')
    .action(async ({ head: text, format }: FormatOption & { head?: string }, command: Command) => {
      const head: AuditHead | null = text === undefined ? null : readHead(text);
      if (text !== undefined && head === null) command.error('--head takes what a report printed, such as 1205:9f3c…');
      await withServices(
        async (services) => {
          const verdict = await services.get(AuditVerification).verify(head);
          const { links, rows, unsealed, broken } = verdict;
          if (format === 'json') printJson(verdict);
          else if (broken) process.stdout.write(`Broken at link ${broken.seq}: ${broken.what}.\n`);
          else process.stdout.write(`Intact: ${links} links over ${rows} rows. Head ${verdict.head}\n`);
          console.error(`Not sealed yet: ${unsealed.revisions} revisions, ${unsealed.events} events.`);
          if (broken) process.exitCode = 1;
        },
        { sample: false },
      );
    });
}
