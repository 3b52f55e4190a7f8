import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { AssessmentRecords, type AssessmentStatement } from '../../scorecards/assessment-records.service.js';
import { decimalOf } from '../../scorecards/domain/points.js';
import { AssessmentDto } from '../../scorecards/dto/assessment.requests.js';
import { ScorecardsService } from '../../scorecards/scorecards.service.js';
import { SelfAssessments } from '../../scorecards/self-assessments.service.js';
import { type CellValue, type Column, type TableRow } from '../domain/column.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { differences, given, type Judged, picked, runTogether } from './row-commands.js';
import { checkEach, type OfScorecard } from './scored-batches.js';
import { SCORED_COLUMNS } from './scored-columns.js';
import { ScoredRows } from './scored-rows.service.js';
import { decimalColumn, textColumn } from './shared-columns.js';

const FACTS = ['points', 'note'] as const;

/** Điểm tự chấm: what units declare of themselves. */
@Injectable()
export class AssessmentsKind implements ImportKind {
  readonly name = 'assessments';
  readonly right = 'log';
  readonly title = { vi: 'Điểm tự chấm', en: 'declared points' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    ...SCORED_COLUMNS,
    decimalColumn(
      'points',
      { vi: 'Điểm tự chấm', en: 'Declared points' },
      { vi: 'Không quá điểm tối đa; 0 là không điểm.', en: 'Not above the maximum; 0 is no points.' },
      { required: true, also: ['Điểm', 'Số điểm', 'Tự chấm', 'Điểm đơn vị tự chấm'] },
    ),
    textColumn(
      'note',
      { vi: 'Giải trình', en: 'Note' },
      { vi: 'Không bắt buộc.', en: 'Optional.' },
      { max: 2000, lines: true, also: ['Ghi chú', 'Thuyết minh'] },
    ),
  ];

  constructor(
    private readonly rows: ScoredRows,
    private readonly scorecards: ScorecardsService,
    private readonly assessments: SelfAssessments,
    private readonly records: AssessmentRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const placed = await this.rows.place(tx, staged);
    const recorded = await this.rows.recorded(tx, 'self_assessment', placed.values());
    const judge = (row: TableRow): Judged<OfScorecard<AssessmentDto>> => {
      const one = placed.get(row);
      if (!one) return null;
      const { scoring, unit, criterion, subject } = one;
      const stated = given(row.values, ...FACTS);
      const said = { thing: one.key, stated };
      const own = recorded.get(one.key) ?? [];
      const there = own.find(({ isRetracted }) => !isRetracted);
      const changed = there ? differences(stated, factsOf(there)) : [];
      if (there && changed.length === 0) return { ...said, what: 'unchanged' };
      const isWithdrawn = own.some((other) => differences(stated, factsOf(other)).length === 0);
      if (!there && isWithdrawn && !staged.confirmRetracted)
        return { ...said, what: 'previously-retracted', subject, after: stated };
      const kept = there ? picked(factsOf(there), FACTS) : {};
      const fields = { year: scoring.year, unit: unit.id, criterion, ...kept, ...stated };
      const run = { scorecard: scoring.scorecard.code, submission: submit(AssessmentDto, fields) };
      if (!there) return { ...said, what: 'create', subject, before: {}, after: stated, run };
      const after = given(stated, ...changed);
      return { ...said, what: 'update', subject, before: picked(factsOf(there), changed), after, run };
    };
    return runTogether(staged, staged.rows, judge, async (all) => {
      const checked = await checkEach(all, (code, list) => this.assessments.check(tx, code, list));
      for (const one of checked) await this.assessments.record(tx, one);
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, 'self_assessment', revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const cellsOf = await this.rows.cells(at);
    for (const scorecard of await this.scorecards.list(at.revision)) {
      const versions = await this.scorecards.versions(scorecard.id, at.revision);
      const all = await this.records.statements(
        'self_assessment',
        { scorecardId: scorecard.id, year: null },
        at.revision,
      );
      for (const statement of all) {
        const { year, criterion, isRetracted } = statement;
        if (isRetracted || `${year}-01-01` > at.asOf) continue;
        const version = versions.findLast(({ fromYear }) => fromYear <= year);
        const named = version?.definition.criteria.find(({ code }) => code === criterion);
        const cells = cellsOf(scorecard, statement, named?.name ?? null);
        if (cells) yield { ...cells, ...factsOf(statement) };
      }
    }
  }
}

function factsOf({ points, words }: AssessmentStatement): Record<(typeof FACTS)[number], CellValue | null> {
  return { points: decimalOf(points), note: words };
}
