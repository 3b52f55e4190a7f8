import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { AssessmentRecords, type AssessmentStatement } from '../../scorecards/assessment-records.service.js';
import { decimalOf, type Points, printPoints } from '../../scorecards/domain/points.js';
import { type CriterionScore, standingPoints } from '../../scorecards/domain/score.js';
import { ReviewDto } from '../../scorecards/dto/assessment.requests.js';
import { Reviews } from '../../scorecards/reviews.service.js';
import { ScoresService, type ScoreSheet, type ScoringYear } from '../../scorecards/scores.service.js';
import { type CellValue, type Column, faultAt, type TableRow } from '../domain/column.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { otherPointsNow } from '../imports.errors.js';
import { ReviewSheets } from './review-sheets.service.js';
import { differences, given, type Judged, picked, runTogether } from './row-commands.js';
import { checkEach, type OfScorecard } from './scored-batches.js';
import { SCORED_COLUMNS } from './scored-columns.js';
import { type PlacedCriterion, ScoredRows } from './scored-rows.service.js';
import { decimalColumn, textColumn } from './shared-columns.js';

const FACTS = ['points', 'reason'] as const;

/** What a reviewer looks at: columns that go out, and come in as they went out or not at all. */
const LOOKED_AT = {
  maximum: { vi: 'Điểm tối đa', en: 'Maximum' },
  declared: { vi: 'Điểm tự chấm', en: 'Declared points' },
  computed: { vi: 'Điểm tính được', en: 'Computed points' },
} as const;
const COMPARED = {
  vi: 'Để đối chiếu; ghi vào đây không thay đổi gì, và phải đúng như hiện nay.',
  en: 'To compare with: it changes nothing, and has to be as it is now.',
};
const AS_NOW = Object.entries(LOOKED_AT) as [keyof typeof LOOKED_AT, { vi: string; en: string }][];

/** Điểm thẩm định: what an approver accepts. */
@Injectable()
export class ReviewsKind implements ImportKind {
  readonly name = 'reviews';
  readonly right = 'approve';
  readonly title = { vi: 'Điểm thẩm định', en: 'reviewed points' };
  readonly isMatrixToo = false;
  readonly columns: readonly Column[] = [
    ...SCORED_COLUMNS,
    ...AS_NOW.map(([key, heading]) => decimalColumn(key, heading, COMPARED)),
    decimalColumn(
      'points',
      { vi: 'Điểm thẩm định', en: 'Accepted points' },
      {
        vi: 'Trống và không có lý do: chưa thẩm định. Trống mà có lý do: như đơn vị tự chấm hoặc như tính được.',
        en: 'Blank without a reason: not reviewed yet. Blank with one: as declared, or as computed.',
      },
      { also: ['Điểm', 'Thẩm định', 'Điểm chấp nhận', 'Điểm được duyệt'] },
    ),
    textColumn(
      'reason',
      { vi: 'Lý do', en: 'Reason' },
      {
        vi: 'Bắt buộc khi điểm khác điểm tự chấm hoặc điểm tính được.',
        en: 'Needed where the points are not those declared or computed.',
      },
      { max: 2000, lines: true, also: ['Ý kiến thẩm định', 'Lý do thẩm định', 'Ghi chú'] },
    ),
  ];

  constructor(
    private readonly rows: ScoredRows,
    private readonly sheets: ReviewSheets,
    private readonly scores: ScoresService,
    private readonly reviews: Reviews,
    private readonly records: AssessmentRecords,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const placed = await this.rows.place(tx, staged);
    const recorded = await this.rows.recorded(tx, 'criterion_review', placed.values());
    const sheets = new Map<ScoringYear, ScoreSheet>();
    for (const { scoring } of placed.values())
      if (!sheets.has(scoring)) sheets.set(scoring, await this.scores.sheet(scoring, tx.manager));
    const judge = (row: TableRow): Judged<OfScorecard<ReviewDto>> => {
      const one = placed.get(row);
      if (!one) return null;
      const { scoring, unit, criterion, subject, key } = one;
      const score = scoreOf(one, sheets.get(scoring));
      if (!isAsNow(row, score, staged)) return null;
      const stated = given(row.values, ...FACTS);
      // Of rows that were left blank there may be any number.
      const isBlank = Object.keys(stated).length === 0;
      const said = { thing: isBlank ? `${row.place.sheet} ${row.row}` : key, stated };
      const own = recorded.get(key) ?? [];
      const there = own.find(({ isRetracted }) => !isRetracted);
      const changed = there ? differences(stated, factsOf(there)) : Object.keys(stated);
      if (changed.length === 0) return { ...said, what: 'unchanged' };
      const isWithdrawn = own.some((other) => differences(stated, factsOf(other)).length === 0);
      if (!there && isWithdrawn && !staged.confirmRetracted)
        return { ...said, what: 'previously-retracted', subject, after: stated };
      const kept = there ? picked(factsOf(there), FACTS) : {};
      const fields = { year: scoring.year, unit: unit.id, criterion, ...kept, ...stated };
      const run = { scorecard: scoring.scorecard.code, submission: submit(ReviewDto, fields) };
      if (there) {
        const after = given(stated, ...changed);
        return { ...said, what: 'update', subject, before: picked(factsOf(there), changed), after, run };
      }
      const standing = score && standingPoints(score);
      // What stands is part of what is agreed to: should it be other when this is applied, it has to be looked at again.
      const after = standing == null ? stated : { points: decimalOf(standing), ...stated };
      return { ...said, what: 'create', subject, before: {}, after, run };
    };
    return runTogether(staged, staged.rows, judge, async (all) => {
      const checked = await checkEach(all, (code, list) => this.reviews.check(tx, code, list));
      for (const one of checked) await this.reviews.record(tx, one);
    });
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.records.undo(tx, 'criterion_review', revision, reason);
  }

  /** What was accepted, and what still waits in the years that are under review: those with blank points. */
  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const cellsOf = await this.rows.cells(at);
    for await (const { scorecard, year, isPublished, sheet, units } of this.sheets.at(at)) {
      const names = new Map(sheet.version.definition.criteria.map(({ code, name }) => [code, name]));
      for (const { unit, score, accepted } of units) {
        for (const criterion of score.criteria) {
          const { code, open } = criterion;
          const review = accepted.get(code);
          if (!review && (!open || isPublished)) continue;
          const cells = cellsOf(scorecard, { year, unitId: unit.id, criterion: code }, names.get(code) ?? null);
          if (cells) yield { ...cells, ...pointsNow(criterion), ...(review ? factsOf(review) : {}) };
        }
      }
    }
  }
}

function scoreOf({ unit, criterion }: PlacedCriterion, sheet: ScoreSheet | undefined): CriterionScore | null {
  const scored = sheet?.units.find((one) => one.unit.id === unit.id);
  return scored?.score.criteria.find(({ code }) => code === criterion) ?? null;
}

function pointsNow(score: CriterionScore | null): Record<keyof typeof LOOKED_AT, number | null> {
  const printed = (points: Points | null | undefined): number | null => (points == null ? null : decimalOf(points));
  return { maximum: printed(score?.maximum), declared: printed(score?.declared), computed: printed(score?.computed) };
}

/** Whether what a row gives to compare with is so now; each that is not has a fault. */
function isAsNow(row: TableRow, score: CriterionScore | null, { report }: StagedRows): boolean {
  const now = pointsNow(score);
  const others = AS_NOW.filter(([key]) => row.values[key] !== undefined && row.values[key] !== now[key]);
  for (const [key, heading] of others) {
    const points = score?.[key] ?? null;
    report(faultAt(row, key, otherPointsNow(heading, points === null ? null : printPoints(points))));
  }
  return others.length === 0;
}

function factsOf({
  points,
  words,
}: Pick<AssessmentStatement, 'points' | 'words'>): Record<(typeof FACTS)[number], CellValue | null> {
  return { points: decimalOf(points), reason: words };
}
