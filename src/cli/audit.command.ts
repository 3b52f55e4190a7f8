import { type Command, Option } from 'commander';
import { type AuditHead, readHead } from '../audit/audit-head-file.js';
import { questionOf } from '../audit/audit-question.js';
import { AuditTrail, EXPORT_FORMATS, type ExportFormat } from '../audit/audit-trail.service.js';
import { AuditVerification } from '../audit/audit-verification.service.js';
import { AuditFilter } from '../audit/dto/audit.requests.js';
import { accept } from '../platform/validation/submission.js';
import { formatOption, type FormatOption } from './options.js';
import { printJson } from './print.js';
import { withServices } from './services.js';

const FILTERS = [
  ['--account <name>', 'by this account'],
  ['--action <action>', 'such as "POST /deployments" or sign-in-refused'],
  ['--from <instant>', 'at this instant or later'],
  ['--to <instant>', 'before this instant'],
  ['--request-id <id>', 'in this request'],
  ['--address <address>', 'from this network address'],
  ['--subject-type <type>', 'to what: account, session, token, setting, or a table'],
  ['--subject-id <id>', 'to which one'],
  ['-q, --q <text>', 'in the account, the action, the reason or the subject'],
] as const;

/** `audit export` and `audit verify`. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('nhật ký: who did what');

  const exporting = audit
    .command('export')
    .description('all that was done, latest first; that it was taken along is recorded')
    .addOption(new Option('--format <format>', 'form of the output').choices([...EXPORT_FORMATS]).default('csv'));
  for (const [flags, description] of FILTERS) exporting.option(flags, description);
  exporting.action(({ format, ...filter }: { format: ExportFormat }) =>
    withServices(
      async (services) => {
        const question = questionOf(accept(AuditFilter, filter));
        for await (const part of await services.get(AuditTrail).export(question, format)) process.stdout.write(part);
      },
      { sample: false },
    ),
  );

  formatOption(
    audit
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
