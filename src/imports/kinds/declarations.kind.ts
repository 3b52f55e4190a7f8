import { Injectable } from '@nestjs/common';
import { readNumber, readText } from '../../kernel/cell-readings.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit, type Submission } from '../../platform/validation/submission.js';
import { DeclarationRecords } from '../../deployments/declaration-records.service.js';
import { DeclarationsService } from '../../deployments/declarations.service.js';
import { type Comparator, type Declaration } from '../../deployments/domain/declaration.js';
import { DeclarationDto } from '../../deployments/dto/declaration.requests.js';
import { SystemsService } from '../../systems/systems.service.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { wholeNumber } from '../domain/cell-readers.js';
import { type CellReader, type CellValue, type Column, type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';
import { COMPARATOR_WORDS, LEVEL_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { differences, given, type Judged, picked, runTogether } from './row-commands.js';
import {
  dayColumn,
  levelColumn,
  SCOPE_NAMING,
  scopeColumns,
  SYSTEM_COLUMN,
  textColumn,
  wholeColumn,
  wordColumn,
} from './shared-columns.js';
import { systemOf, unitOf } from './unit-and-system.js';

/** `trên 37`, `từ 37 trở lên`, `khoảng 1.685`, `một số`: a comparator with its number, or without. */
const WORDED =
  /^(?<before>trên|hơn|từ|ít nhất|khoảng|gần|>=|[=>≥~])?\s*(?<number>[\d., \u00a0]*\d)?\s*(?<after>trở lên)?$/iu;

/** A count as a report states it; what is no bare number is kept as text for `readStated`. */
const statedCount: CellReader = (cell) => {
  const text = readText(cell);
  const worded = text.kind === 'read' && readNumber(cell).kind === 'unread' && readStated(text.value) !== null;
  return worded ? { kind: 'read', value: text.value } : wholeNumber(cell);
};

/** The comparator and the count of a worded figure, or null. */
export function readStated(text: string): { comparator: Comparator; count: number | null } | null {
  if (COMPARATOR_WORDS.find(text) === 'some') return { comparator: 'some', count: null };
  const { before = '', number, after } = WORDED.exec(text)?.groups ?? {};
  const read = number === undefined ? null : wholeNumber({ type: 'text', text: number });
  if (read?.kind !== 'read') return null;
  const word = after !== undefined || /^(từ|ít nhất|>=)$/iu.test(before) ? '≥' : COMPARATOR_WORDS.find(before);
  return { comparator: word ?? '=', count: read.value as number };
}

const FACTS = ['comparator', 'count', 'total', 'counted', 'document', 'quote'] as const;

/** A figure that is to be declared, and the one that it comes in the place of. */
interface Declaring {
  readonly submission: Submission<DeclarationDto>;
  readonly replaces: number | null;
}

/** Figures that were stated without the names behind them. */
@Injectable()
export class DeclarationsKind implements ImportKind {
  readonly name = 'declarations';
  readonly right = 'edit';
  readonly title = { vi: 'Số liệu công bố', en: 'declared figures' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    SYSTEM_COLUMN,
    levelColumn({ vi: 'Trống: mọi cấp.', en: 'Blank: all levels together.' }),
    ...scopeColumns({ vi: 'số liệu nói về', en: 'the figure is of' }),
    dayColumn(
      'asOf',
      { vi: 'Tính đến ngày', en: 'As of' },
      { vi: 'Ngày của số liệu.', en: 'The day the figure is of.' },
      { required: true, isDayOfFile: true, also: ['Ngày', 'Ngày số liệu', 'Thời điểm'] },
    ),
    wordColumn(
      'comparator',
      { vi: 'So sánh', en: 'Comparator' },
      {
        vi: 'Trống khi số là đúng; cũng có thể ghi "trên 37" ở cột số lượng.',
        en: 'Blank where the count is exact; "trên 37" may also stand in the count.',
      },
      COMPARATOR_WORDS,
    ),
    wholeColumn(
      'count',
      { vi: 'Số lượng', en: 'Count' },
      {
        vi: 'Trống nếu không nêu; không bao giờ ghi 0 thay cho chưa biết.',
        en: 'Blank where none was stated; never 0 for unknown.',
      },
      { read: statedCount, also: ['Số đơn vị', 'Số đơn vị đã triển khai', 'Số liệu'] },
    ),
    wholeColumn(
      'total',
      { vi: 'Tổng số', en: 'Total' },
      { vi: 'Trên tổng số, nếu có nêu.', en: 'Of how many, where stated.' },
      { also: ['Trên tổng số'] },
    ),
    textColumn(
      'counted',
      { vi: 'Đếm gì', en: 'Counted' },
      { vi: 'Số liệu đếm gì, nếu có nêu: sở, xã…', en: 'What is counted, where it was said.' },
      { max: 60, also: ['Đơn vị đếm'] },
    ),
    textColumn(
      'document',
      { vi: 'Văn bản', en: 'Document' },
      { vi: 'Nêu ở đâu.', en: 'Where it was stated.' },
      { max: 500, required: true, also: ['Nguồn', 'Tài liệu'] },
    ),
    textColumn(
      'quote',
      { vi: 'Trích', en: 'Quote' },
      { vi: 'Nguyên văn.', en: 'The words.' },
      { max: 1000, lines: true, also: ['Nguyên văn', 'Trích dẫn'] },
    ),
  ];

  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
    private readonly declarations: DeclarationsService,
    private readonly records: DeclarationRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const units = await this.units.directory(n, tx.manager);
    const systems = await this.systems.directory(n, tx.manager);
    const recorded = groupBy(await this.records.all(n, tx.manager), keyOf);
    const judge = (row: TableRow): Judged<Declaring> => {
      const asOf = row.values['asOf'] as LocalDate | undefined;
      const scope = unitOf(row, units, { day: asOf ?? null, today: staged.today }, staged.report, SCOPE_NAMING);
      const system = systemOf(row, systems, asOf ?? staged.today, staged.report);
      if (!scope || !system || row.unread.length > 0 || asOf === undefined) return null;
      const stated = given({ ...row.values, ...figureOf(row) }, ...FACTS);
      const level = (row.values['level'] as Declaration['level'] | undefined) ?? null;
      const key = keyOf({ systemId: system.systemId, level, scopeId: scope.id, asOf });
      const own = recorded.get(key) ?? [];
      const said = { thing: key, stated };
      const subject = [system.code, level ?? undefined, scope.name, asOf]
        .filter((part) => part !== undefined)
        .join(', ');
      // Of several of one day the latest stands.
      const there = own.findLast(({ isRetracted }) => !isRetracted);
      if (there && differing(stated, there).length === 0) return { ...said, what: 'unchanged' };
      if (!staged.confirmRetracted && own.some((one) => one.isRetracted && differing(stated, one).length === 0))
        return { ...said, what: 'previously-retracted', subject, after: stated };
      const fields = { system: system.code, level: level ?? undefined, scope: scope.id, asOf };
      const kept = there ? picked(factsOf(there), ['counted', 'quote']) : {};
      const submission = submit(DeclarationDto, { ...fields, ...kept, ...stated });
      const run = { submission, replaces: there?.id ?? null };
      if (!there) return { ...said, what: 'create', subject, before: {}, after: stated, run };
      const before = picked(factsOf(there), differing(stated, there));
      return { ...said, what: 'update', subject, before, after: stated, run };
    };
    return runTogether(staged, staged.rows, judge, (all) => {
      const submissions = all.map(({ submission }) => submission);
      const ids = all.flatMap(({ replaces }) => replaces ?? []);
      return this.declarations.declareBatch(tx, submissions, { ids, reason: staged.reason });
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const units = await this.units.directory(at.revision);
    const systems = await this.systems.directory(at.revision);
    const readable = await this.scopes.readable(at.revision);
    const given = new Set<string>();
    for (const one of await this.records.believed(at.revision)) {
      const { systemId, level, scopeId, asOf, comparator, count, total, counted, document, quote } = one;
      const unit = units.onDay(scopeId, asOf);
      // Of several of one day the latest stands.
      if (!unit || asOf > at.asOf || given.has(keyOf(one)) || readable?.holds(scopeId, asOf) === false) continue;
      given.add(keyOf(one));
      yield {
        ...{ system: systems.codeOf(systemId), level: level && LEVEL_WORDS.wordOf(level) },
        ...{ scope: unit.code, scopeName: unit.name, asOf },
        ...{ comparator: comparator && COMPARATOR_WORDS.wordOf(comparator), count, total },
        ...{ counted, document, quote },
      };
    }
  }
}

function factsOf(one: Declaration): Record<string, CellValue | null> {
  const { comparator, count, total, counted, document, quote } = one;
  return { comparator, count, total, counted, document, quote };
}

/** What a row states otherwise than the declaration; a figure that it leaves out is none that was stated. */
function differing(stated: Readonly<Record<string, CellValue>>, one: Declaration): string[] {
  const left = ['count', 'total', 'comparator'].filter(
    (key) => stated[key] === undefined && factsOf(one)[key] !== null,
  );
  return [...differences(stated, factsOf(one)), ...left];
}

function keyOf({
  systemId,
  level,
  scopeId,
  asOf,
}: Pick<Declaration, 'systemId' | 'level' | 'scopeId' | 'asOf'>): string {
  return `${systemId} ${level ?? ''} ${scopeId} ${asOf}`;
}

/** The comparator and the count of the row, wherever they stand; a bare count is exact. */
function figureOf({ values }: TableRow): Record<string, CellValue> {
  const { count, comparator } = values;
  const stated = typeof count === 'string' ? readStated(count) : null;
  if (stated) return { count: stated.count as CellValue, comparator: stated.comparator };
  return count !== undefined && comparator === undefined ? { comparator: '=' } : {};
}
