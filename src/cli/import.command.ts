import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { ExportsService } from '../imports/exports.service.js';
import { ImportDto, UndoImportDto } from '../imports/dto/import.requests.js';
import { importAnswer } from '../imports/import-answers.js';
import { IMPORT_KINDS } from '../imports/import-kind.js';
import { type ImportFound, ImportsService } from '../imports/imports.service.js';
import { type Language } from '../kernel/ratio.js';
import { Refusal } from '../kernel/refusal.js';
import { type LocalDate } from '../kernel/local-date.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { formatOption, type FormatOption, languageOption, type LanguageOption } from './options.js';
import { printJson, printLines } from './print.js';
import { drawProgress } from './progress.js';
import { withServices } from './services.js';

interface ImportOptions extends FormatOption, LanguageOption {
  readonly kind: string;
  readonly asOf?: string;
  readonly confirmRetracted?: boolean;
  readonly reason?: string;
}

interface ExportOptions {
  readonly format: 'csv' | 'xlsx';
  readonly output?: string;
  readonly asOf?: LocalDate;
  readonly knownAt?: string;
}

const REFUSED = 1;

/** `import check`, `apply`, `undo`, and `export`: spreadsheets in and out. */
export function addImports(program: Command): void {
  const imports = program.command('import').description('nhập dữ liệu: spreadsheets in');
  for (const mode of ['check', 'apply'] as const) {
    const what =
      mode === 'check' ? 'kiểm tra: tell what a file would do, with every fault' : 'ghi: all of a file, or nothing';
    languageOption(formatOption(imports.command(mode).description(what)))
      .argument('<file>', 'an .xlsx or CSV file')
      .addOption(new Option('--kind <kind>', 'what it holds').choices([...IMPORT_KINDS]).default('deployments'))
      .option('--as-of <day>', 'the day of rows without one, and of a matrix')
      .option('--confirm-retracted', 'enter again what was withdrawn before')
      .option('--reason <text>', 'lý do')
      .action(async (file: string, options: ImportOptions) => {
        await withServices(async (services) => {
          const found = await bringIn(services, mode, file, options);
          printImport(found, options);
          if (found.outcome?.errorCount !== 0) process.exitCode = REFUSED;
        });
      });
  }
  languageOption(formatOption(imports.command('undo').description('hoàn tác: take back what an import wrote')))
    .argument('<id>', 'id of the import')
    .requiredOption('--reason <text>', 'lý do')
    .action(async (id: string, { reason, ...options }: FormatOption & LanguageOption & { reason: string }) => {
      await withServices(async (services) => {
        const undone = await services
          .get(Writers)
          .write((tx) => services.get(ImportsService).undo(tx, id, submit(UndoImportDto, { reason })));
        printImport(undone, options);
      });
    });

  program
    .command('export')
    .description('xuất dữ liệu: what is recorded, in the columns that the import takes')
    .argument('<kind>', IMPORT_KINDS.join(', '))
    .addOption(new Option('--format <format>').choices(['csv', 'xlsx']).default('csv'))
    .option('--output <file>', 'default: standard output')
    .option('--as-of <day>', 'tính đến ngày')
    .option('--known-at <instant>', 'as known then')
    .action(async (kind: string, { format, output, asOf, knownAt }: ExportOptions, command: Command) => {
      const name = IMPORT_KINDS.find((one) => one === kind);
      if (!name) command.error(`there is no kind ${kind}; the kinds: ${IMPORT_KINDS.join(', ')}`);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve({ asOf, knownAt });
        const file = services.get(ExportsService)[format](name, at);
        if (output === undefined) for await (const part of file) process.stdout.write(part as Buffer);
        else await pipeline(file, createWriteStream(output));
      });
    });
}

async function bringIn(
  services: INestApplicationContext,
  mode: 'check' | 'apply',
  path: string,
  options: ImportOptions,
): Promise<ImportFound> {
  const imports = services.get(ImportsService);
  const { kind, asOf, reason, confirmRetracted } = options;
  const bytes = await readFile(path);
  const submission = submit(ImportDto, { kind, mode, asOf, reason, confirmRetracted });
  const staged = await imports.stage({ path: 'file', fileName: basename(path), bytes }, submission, []);
  const id = await services.get(Writers).write((tx) => imports.record(tx, staged.wishes));
  const { refusal } = await imports.run(id, bytes, null, (share) => {
    drawProgress(Math.round(share * 1000), 1000, basename(path));
  });
  if (refusal) throw new Refusal(refusal);
  return imports.get(id);
}

function printImport(found: ImportFound, { format, lang }: { format: FormatOption['format']; lang: Language }): void {
  const answer = importAnswer(found, lang);
  if (format === 'json') {
    printJson(answer);
    return;
  }
  const { create, update, unchanged, previouslyRetracted } = answer.changes;
  const counts = [answer.rows, create, update, unchanged, previouslyRetracted, answer.errorCount].map(String);
  const state = answer.undoneIn === null ? answer.state : 'undone';
  printLines(
    ['id', 'mode', 'state', 'rows', 'create', 'update', 'unchanged', 'retracted before', 'faults', 'revision'],
    [[answer.id, answer.mode, state, ...counts, String(answer.revision ?? '')]],
    format,
  );
  const findings = answer.corrections.map(({ sheet, row, subject, before, after }) => [
    ...[sheet, String(row), subject, textOf(before), textOf(after)],
  ]);
  if (findings.length > 0) printLines(['sheet', 'row', 'corrects', 'before', 'after'], findings, format);
  const faults = answer.errors.map(({ sheet, row, cell, read, message, candidates }) => [
    ...[sheet ?? '', String(row ?? ''), cell ?? '', read, message, candidates.join(', ')],
  ]);
  if (faults.length > 0) printLines(['sheet', 'row', 'cell', 'read', 'fault', 'candidates'], faults, format);
}

function textOf(facts: Record<string, unknown>): string {
  return Object.entries(facts)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join('; ');
}
