import { Injectable } from '@nestjs/common';
import { DocumentRecords, type DocumentStatement } from '../../documents/document-records.service.js';
import { citeDocument } from '../../documents/domain/citation.js';
import { type DocumentAttributes, type DocumentType } from '../../documents/domain/document.js';
import { DocumentsService } from '../../documents/documents.service.js';
import { DocumentCorrectionDto, DocumentDto } from '../../documents/dto/document.requests.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { decideDocuments, type DocumentDecision, type SaidDocument } from '../domain/decide-documents.js';
import { DOCUMENT_TYPE_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { documentAmbiguous, statementsContradict } from '../imports.errors.js';
import { differences, given, picked, type RowVerdict, runCommands } from './row-commands.js';
import { dayColumn, textColumn, wordColumn } from './shared-columns.js';
import { textOf } from './unit-and-system.js';

const FACTS = ['number', 'type', 'issuer', 'issuedOn', 'title'] as const;
const AT_ONCE = 500;

/** The register of official documents, as offices keep it. */
@Injectable()
export class DocumentsKind implements ImportKind {
  readonly name = 'documents';
  readonly right = 'log';
  readonly title = { vi: 'Văn bản', en: 'documents' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    textColumn(
      'number',
      { vi: 'Số, ký hiệu', en: 'Number' },
      { vi: 'Ví dụ 418/QĐ-UBND; trống: không có số.', en: 'Such as 418/QĐ-UBND; blank: it has none.' },
      { max: 100, also: ['Số', 'Số hiệu', 'Số văn bản', 'Số và ký hiệu', 'Số, ký hiệu văn bản', 'Ký hiệu'] },
    ),
    wordColumn(
      'type',
      { vi: 'Loại văn bản', en: 'Type' },
      { vi: 'Tên loại theo Nghị định 30/2020/NĐ-CP.', en: 'The type by Decree 30/2020.' },
      DOCUMENT_TYPE_WORDS,
      { required: true, also: ['Loại', 'Tên loại', 'Tên loại văn bản', 'Thể loại', 'Hình thức văn bản'] },
    ),
    textColumn(
      'issuer',
      { vi: 'Cơ quan ban hành', en: 'Issuer' },
      {
        vi: 'Như ghi trên văn bản: "UBND tỉnh Tây Ninh". Cơ quan khác là văn bản khác.',
        en: 'As the document names it. Another issuer makes another document.',
      },
      { required: true, also: ['Tác giả', 'Nơi ban hành', 'Đơn vị ban hành', 'Nơi phát hành', 'Cơ quan phát hành'] },
    ),
    dayColumn(
      'issuedOn',
      { vi: 'Ngày ban hành', en: 'Issued on' },
      { vi: 'Ngày, tháng, năm của văn bản; trống: chưa rõ.', en: 'Its day; blank: not known.' },
      { also: ['Ngày', 'Ngày tháng', 'Ngày, tháng, năm', 'Ngày văn bản', 'Ngày tháng văn bản', 'Ngày ký'] },
    ),
    textColumn(
      'title',
      { vi: 'Trích yếu', en: 'Title' },
      { vi: 'Văn bản về việc gì.', en: 'What it is about.' },
      { max: 1000, required: true, also: ['Trích yếu nội dung', 'Nội dung', 'Tên văn bản', 'Về việc', 'V/v'] },
    ),
  ];

  constructor(
    private readonly documents: DocumentsService,
    private readonly records: DocumentRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const rows = staged.rows.filter(isWhole);
    const said = new Map(rows.map((row) => [saidBy(row), row]));
    const recorded = await this.records.all(tx);
    const decisions = decideDocuments([...said.keys()], recorded, staged.confirmRetracted);
    const verdicts = new Map<TableRow, RowVerdict>();
    for (const [index, row] of [...said.values()].entries()) {
      const decision = decisions[index] as DocumentDecision<DocumentStatement>;
      if (decision.what === 'contradicts')
        staged.report(faultAt(row, null, statementsContradict((said.get(decision.earlier) as TableRow).row)));
      else if (decision.what === 'ambiguous')
        staged.report(faultAt(row, 'number', documentAmbiguous(decision.among.map(citeDocument))));
      else verdicts.set(row, this.verdictOf(tx, row, decision));
    }
    return runCommands(staged, staged.rows, (row) => verdicts.get(row) ?? null);
  }

  undo(tx: WriteTransaction, revision: number): Promise<void> {
    return this.records.undo(tx, revision);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    for (let offset = 0; ; offset += AT_ONCE) {
      const { rows } = await this.documents.list({}, { at, offset, limit: AT_ONCE, filters: '' });
      for (const { number, type, issuer, issuedOn, title } of rows)
        yield { number, type: DOCUMENT_TYPE_WORDS.wordOf(type), issuer, issuedOn, title };
      if (rows.length < AT_ONCE) return;
    }
  }

  private verdictOf(
    tx: WriteTransaction,
    row: TableRow,
    decision: Exclude<DocumentDecision<DocumentStatement>, { what: 'ambiguous' | 'contradicts' }>,
  ): RowVerdict {
    const facts = given(row.values, ...FACTS);
    const subject = citeDocument(saidBy(row));
    // Which rows speak of the same document is decided already.
    const said = { thing: `${row.place.sheet} ${row.row}`, stated: facts };
    if (decision.what === 'update') {
      const { id } = decision.of;
      const believed = factsOf(decision.of);
      const changed = differences(facts, believed);
      const after = given(facts, ...changed);
      const run = (): Promise<void> => this.documents.correct(tx, id, submit(DocumentCorrectionDto, after), '*');
      return { ...said, what: 'update', subject, before: picked(believed, changed), after, run };
    }
    if (decision.what === 'create') {
      const run = (): Promise<string> => this.documents.record(tx, submit(DocumentDto, facts));
      return { ...said, what: 'create', subject, before: {}, after: facts, run };
    }
    if (decision.what === 'unchanged') return { ...said, what: 'unchanged' };
    return { ...said, what: 'previously-retracted', subject, after: facts };
  }
}

/** Whether nothing that it needs is missing, or could not be understood; which was told of already. */
function isWhole({ unread, values }: TableRow): boolean {
  return unread.length === 0 && ['type', 'issuer', 'title'].every((key) => values[key] !== undefined);
}

function saidBy(row: TableRow): SaidDocument {
  return {
    number: textOf(row, 'number') ?? null,
    type: row.values['type'] as DocumentType,
    issuer: textOf(row, 'issuer') ?? '',
    issuedOn: (row.values['issuedOn'] as LocalDate | undefined) ?? null,
    title: textOf(row, 'title') ?? '',
  };
}

function factsOf({ number, type, issuer, issuedOn, title }: DocumentAttributes): Record<string, CellValue | null> {
  return { number, type, issuer, issuedOn, title };
}
