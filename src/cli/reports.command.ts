import { readFile, writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Language } from '../kernel/ratio.js';
import { Writers } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { ChaseLetters, LETTER_FORMATS } from '../reports/files/chase-letters.service.js';
import { REPORT_FORMATS } from '../reports/domain/report-format.js';
import { DefinitionChangeDto } from '../reports/dto/definition.requests.js';
import { IssueDto, RunDto } from '../reports/dto/report.requests.js';
import { IssueReport } from '../reports/issue-report.service.js';
import { ReportAnswers } from '../reports/report-answers.service.js';
import { type ReportFile, ReportFiles } from '../reports/files/report-files.service.js';
import { ReportsService } from '../reports/reports.service.js';
import { RunReport } from '../reports/run-report.service.js';
import { SignReport } from '../reports/files/sign-report.service.js';
import { SignedCopies } from '../reports/files/signed-copies.service.js';
import { StandardDefinitions } from '../reports/definitions/standard-definitions.service.js';
import { addDeliver } from './deliver.command.js';
import { addRecipients } from './recipients.command.js';
import { type FormatOption, formatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

interface OutputOption {
  readonly output?: string;
}

/** `reports …`: official reports from a terminal. */
export function addReports(program: Command): void {
  const reports = program.command('reports').description('báo cáo: official reports');
  addDefine(reports);
  addRun(reports);
  addList(reports);
  addRender(reports);
  addLetter(reports);
  addIssue(reports);
  addSign(reports);
  addDeliver(reports);
  addRecipients(reports);
}

function addDefine(reports: Command): void {
  formatOption(
    reports.command('define').description('definitions of the periodic reports, with the head of one office'),
  )
    .requiredOption('--issuing-body <name>', 'in capitals: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"')
    .requiredOption('--abbreviation <letters>', 'as in numbers: STTTT')
    .requiredOption('--place <name>', 'before the date: "Tây Ninh"')
    .requiredOption('--signatory <lines...>', 'in capitals: "KT. GIÁM ĐỐC" "PHÓ GIÁM ĐỐC"')
    .option('--signatory-name <name>')
    .option('--parent-body <name>', 'in capitals: "UBND TỈNH TÂY NINH"')
    .option('--scope <unit>', 'id or code of the unit; default the home unit')
    .addOption(new Option('--lang <language>', 'of the reports').choices(['vi', 'en']).default('vi'))
    .action(async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      await withServices(async (services) => {
        const head = submit(DefinitionChangeDto, {
          issuingBody: options['issuingBody'],
          abbreviation: options['abbreviation'],
          placeName: options['place'],
          signatory: { lines: options['signatory'], name: options['signatoryName'] },
          parentBody: options['parentBody'],
          scope: options['scope'],
          language: options['lang'] as Language,
        });
        const created = await services.get(Writers).write((tx) => services.get(StandardDefinitions).create(tx, head));
        const rows = created.map(({ code, content: { name, type } }) => ({ code, name, type }));
        if (format === 'json') printJson(rows);
        else
          printLines(
            ['code', 'name', 'type'],
            rows.map(({ code, name, type }) => [code, name, type]),
            format,
          );
      });
    });
}

function addRun(reports: Command): void {
  formatOption(reports.command('run').description('lập dự thảo: make a draft of a period'))
    .requiredOption('--definition <code>', 'such as monthly, quarter, year')
    .requiredOption('--period <period>', '2016-12, 2016-Q4, 2016-H1, 2016-9M, 2016')
    .option('--as-of <day>', 'tính đến ngày; default the cut-off of the period')
    .action(async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      await withServices(async (services) => {
        const running = services.get(RunReport);
        const report = await running.prepare(submit(RunDto, options));
        const id = await services.get(Writers).write((tx) => running.insert(tx.manager, report));
        if (format === 'json') printJson({ id });
        else printLines(['id', 'period', 'asOf'], [[id, report.period, report.asOf]], format);
      });
    });
}

function addList(reports: Command): void {
  formatOption(reports.command('list').description('drafts and issued reports, latest day first'))
    .option('--definition <code>', 'only of this definition')
    .action(async ({ format, definition }: FormatOption & { definition?: string }) => {
      await withServices(async (services) => {
        const rows = await services.get(ReportsService).list(definition === undefined ? {} : { definition });
        const answers = await services.get(ReportAnswers).of(rows);
        if (format === 'json') {
          printJson(answers);
          return;
        }
        const header = ['id', 'definition', 'period', 'asOf', 'state', 'number', 'issuedOn'];
        printLines(
          header,
          answers.map(({ id, definition: code, period, asOf, state, number, issuedOn }) => [
            ...[id, code, period, asOf, state, number ?? '', issuedOn ?? ''],
          ]),
          format,
        );
      });
    });
}

function addRender(reports: Command): void {
  reports
    .command('render')
    .description('a report as a file; of what is issued, the very bytes that were kept')
    .argument('<id>')
    .addOption(new Option('--to <format>').choices([...REPORT_FORMATS]).makeOptionMandatory())
    .option('--output <file>', 'default: standard output')
    .action(async (id: string, { to, output }: OutputOption & { to: string }) => {
      await withServices(async (services) => {
        await put(await services.get(ReportFiles).file(await services.get(ReportsService).get(id), to), output);
      });
    });
}

function addLetter(reports: Command): void {
  reports
    .command('letter')
    .description('công văn đôn đốc: a letter to the units that lack a system or gave no data')
    .argument('<id>', 'of the report')
    .addOption(new Option('--to <format>').choices([...LETTER_FORMATS]).makeOptionMandatory())
    .option('--system <code>', 'only gaps of this system')
    .option('--within <unit>', 'only units within this one')
    .option('--output <file>', 'default: standard output')
    .action(
      async (
        id: string,
        { to, output, ...question }: OutputOption & { to: string; system?: string; within?: string },
      ) => {
        await withServices(async (services) => {
          const report = await services.get(ReportsService).get(id);
          await put(await services.get(ChaseLetters).file(report, question, to), output);
        });
      },
    );
}

function addIssue(reports: Command): void {
  formatOption(reports.command('issue').description('ban hành: issue a draft under its number'))
    .argument('<id>')
    .option('--number <n>', "in the office's register; where the definition numbers itself, none")
    .option('--issued-on <day>', 'ngày ban hành')
    .action(async (id: string, { format, ...options }: FormatOption & Record<string, unknown>) => {
      await withServices(async (services) => {
        const writers = services.get(Writers);
        const issue = submit(IssueDto, options);
        await services.get(IssueReport).issue(id, issue, undefined, (work) => writers.write(work));
        const answer = await services.get(ReportAnswers).one(await services.get(ReportsService).get(id));
        if (format === 'json') printJson(answer);
        else printLines(['id', 'number', 'issuedOn'], [[id, answer.number ?? '', answer.issuedOn ?? '']], format);
      });
    });
}

function addSign(reports: Command): void {
  formatOption(
    reports
      .command('sign')
      .description("ký số: sign the PDF of an issued report with the office's key (SIGNING_KEY_FILE)"),
  )
    .argument('<id>')
    .option('--key <file>', 'PKCS#12 of another key; then --passphrase-file too')
    .option('--passphrase-file <file>', 'its passphrase')
    .option('--output <file>', 'save the signed PDF there as well')
    .action(async (id: string, { format, key, passphraseFile, output }: FormatOption & SignOptions) => {
      if ((key === undefined) !== (passphraseFile === undefined))
        throw new InvalidArgumentError('--key and --passphrase-file stand together.');
      const own =
        key === undefined || passphraseFile === undefined
          ? undefined
          : { keyFile: key, passphrase: (await readFile(passphraseFile, 'utf8')).replace(/\r?\n$/, '') };
      await withServices(async (services) => {
        const report = await services.get(ReportsService).get(id);
        const copy = await services.get(SignReport).report(report, own);
        await services.get(Writers).write((tx) => services.get(SignedCopies).keep(tx, report, copy));
        if (output !== undefined) await writeFile(output, copy.bytes);
        const { fileName, sha256, signatures } = copy;
        if (format === 'json') printJson({ fileName, sha256, signatures });
        else
          printLines(
            ['file', 'signer', 'at', 'sha256'],
            signatures.map(({ signer, at }) => [fileName, signer, at ?? '', sha256]),
            format,
          );
      });
    });
}

interface SignOptions {
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly output?: string;
}

async function put({ bytes }: ReportFile, output: string | undefined): Promise<void> {
  if (output !== undefined) {
    await writeFile(output, bytes);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
