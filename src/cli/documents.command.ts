import { type Command } from 'commander';
import { DocumentAnswers, listItem } from '../documents/document-answers.js';
import { type DocumentRow, DocumentsService } from '../documents/documents.service.js';
import { DocumentDto, DocumentsQuery } from '../documents/dto/document.requests.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { accept, submit } from '../platform/validation/submission.js';
import { formatOption, type FormatOption, readingOptions } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

const AT_ONCE = 500;

/** `documents list` and `documents record`. */
export function addDocuments(program: Command): void {
  const group = program.command('documents').description('văn bản: what is recorded rests on');
  addList(group);
  addRecord(group);
}

function addList(group: Command): void {
  readingOptions(group.command('list').description('latest issued first'))
    .option('--q <words>', 'words of number, title or issuer')
    .option('--type <types>', 'decision, official-letter …, separated by commas')
    .option('--issued-from <day>', 'issued on this day or later')
    .option('--issued-to <day>', 'issued on this day or earlier')
    .option('--within <units>', 'evidence of something of these units, or of units within them')
    .option('--subject-type <type>', 'evidence of something of this type; with --subject-id')
    .option('--subject-id <id>', 'what it is evidence of')
    .action(async ({ format, ...options }: FormatOption & Record<string, unknown>) => {
      const query = accept(DocumentsQuery, options);
      await withServices(async (services) => {
        const at = await services.get(ReadPoints).resolve(query);
        const found: DocumentRow[] = [];
        for (let total = 1; found.length < total;) {
          const page = { at, offset: found.length, limit: AT_ONCE, filters: '' };
          const { rows, total: all } = await services.get(DocumentsService).list(query, page);
          found.push(...rows);
          total = all;
        }
        const items = found.map(listItem);
        if (format === 'json') {
          printJson({ asOf: at.asOf, knownAt: at.knownAt, revision: at.revision, items });
          return;
        }
        printLines(
          ['id', 'number', 'type', 'issuedOn', 'issuer', 'title'],
          items.map(({ id, number, type, issuedOn, issuer, title }) => [
            ...[id, number ?? '', type, issuedOn ?? '', issuer, title],
          ]),
          format,
        );
      });
    });
}

function addRecord(group: Command): void {
  formatOption(group.command('record').description('one document; files are attached to it by the interface'))
    .argument('<type>', 'decision, resolution, official-letter, report, plan, submission, minutes, contract or other')
    .argument('<title>', 'trích yếu')
    .requiredOption('--issuer <name>', 'cơ quan ban hành')
    .option('--number <text>', 'số, ký hiệu')
    .option('--issued-on <day>', 'ngày ban hành')
    .action(async (type: string, title: string, { format, ...rest }: FormatOption & Record<string, unknown>) => {
      const submission = submit(DocumentDto, { type, title, ...rest });
      await withServices(async (services) => {
        const answer = await services.get(Writers).write(async (tx) => {
          const id = await services.get(DocumentsService).record(tx, submission);
          return services.get(DocumentAnswers).written(tx, id);
        });
        if (format === 'json') printJson(answer);
        else printLines(['id', 'document', 'title'], [[answer.id, answer.print, answer.title]], format);
      });
    });
}
