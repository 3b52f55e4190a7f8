import { Injectable } from '@nestjs/common';
import { type Fault } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { itemsOf, type Submission } from '../platform/validation/submission.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitsService } from '../units/units.service.js';
import { pointsOf } from './domain/points.js';
import { type PublishedResult, type PublishedUnit } from './domain/published-result.js';
import { type StatedResultDto, type StatedUnitDto } from './dto/result.requests.js';
import { countBelowNamed, nothingStated, pointsAboveMaximum, statedTwice } from './scorecards.errors.js';
import { dayScoredOn, lastDayOf } from './domain/scoring-year.js';

type Statement = Omit<PublishedResult, 'document' | 'publishedOn' | 'documents'>;

/** Stands behind every rank. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Reads results that somebody else published: what of them is stated, and nothing more. */
@Injectable()
export class StatedResults {
  constructor(
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  /** What is stated, or null where a fault leaves it unclear; the faults of fact. */
  async read(
    tx: WriteTransaction,
    submission: Submission<StatedResultDto>,
  ): Promise<{ statement: Statement | null; faults: Fault[] }> {
    const { year, within, ranked } = submission.value;
    const misread = new Set(submission.faults.map(({ path }) => path.split(/[[.]/)[0]));
    const faults: Fault[] = [];
    const submitted = { units: itemsOf(submission, 'units') ?? [], grades: itemsOf(submission, 'grades') ?? [] };
    if (submitted.units.length + submitted.grades.length === 0 && !misread.has('units') && !misread.has('grades'))
      faults.push(nothingStated('units'));
    const resolved = await this.resolve(tx, submission, faults);
    const ids = resolved.map((unit) => unit?.id ?? null);
    for (const [index, unit] of submitted.units.entries()) {
      if (!unit) continue;
      const { points, maximum } = unit;
      if (points !== undefined && maximum !== undefined && points > maximum)
        faults.push(pointsAboveMaximum(`units[${index}].points`, pointsOf(points), pointsOf(maximum)));
      if (isEmpty(unit)) faults.push(nothingStated(`units[${index}]`));
      const id = ids[index + 1];
      if (id != null && ids.indexOf(id, 1) < index + 1) faults.push(statedTwice(`units[${index}].unit`));
    }
    const units = submitted.units.flatMap((unit) => unit ?? []);
    const grades = submitted.grades.flatMap((grade) => grade ?? []);
    for (const [index, counted] of submitted.grades.entries()) {
      if (!counted) continue;
      const { grade, count } = counted;
      if (submitted.grades.findIndex((other) => other?.grade === grade) < index)
        faults.push(statedTwice(`grades[${index}].grade`));
      const named = units.filter((unit) => unit.grade === grade).length;
      if (count < named) faults.push(countBelowNamed(`grades[${index}].count`, count, named));
    }
    const counted = grades.reduce((sum, { count }) => sum + count, 0);
    const most = Math.max(counted, submitted.units.length);
    if (ranked !== undefined && ranked < most) faults.push(countBelowNamed('ranked', ranked, most));
    const [scope, ...named] = resolved;
    if (!scope || named.includes(null) || year === undefined || within === undefined)
      return { statement: null, faults };
    const stated = units.map((unit, index) => statedUnit(unit, named[index] as UnitOnDay));
    stated.sort((a, b) => (a.rank ?? LAST) - (b.rank ?? LAST));
    return {
      statement: {
        asOf: lastDayOf(year),
        version: null,
        knownAt: null,
        scopeId: scope.id,
        grades: grades.map(({ grade, name, count }) => ({ grade, name: name ?? null, count })),
        ranked: ranked ?? null,
        units: stated,
      },
      faults,
    };
  }

  /** The scope, then each unit, as of the last day of the year; null where a reference means none. */
  private async resolve(
    tx: WriteTransaction,
    submission: Submission<StatedResultDto>,
    faults: Fault[],
  ): Promise<(UnitOnDay | null)[]> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const day = value.year === undefined ? today : dayScoredOn(value.year, today);
    const references = [
      { unit: value.within, unitName: undefined, path: 'within' },
      ...(itemsOf(submission, 'units') ?? []).map((item, index) => {
        return { unit: item?.unit, unitName: item?.unitName, path: `units[${index}].unit` };
      }),
    ];
    const resolved = await this.units.resolveForWrite(
      references.map(({ unit, ...rest }) => ({ ...rest, unit: unit ?? '', day })),
      today,
      last,
      tx.manager,
    );
    return resolved.map((unit, index) => {
      if ('id' in unit) return unit;
      const isGiven = references[index]?.unit !== undefined;
      if (isGiven && (value.year !== undefined || unit.code === 'unit-unknown')) faults.push(unit);
      return null;
    });
  }
}

function isEmpty({ points, grade, rank }: StatedUnitDto): boolean {
  return points === undefined && grade === undefined && rank === undefined;
}

function statedUnit({ points, maximum, grade, rank }: StatedUnitDto, unit: UnitOnDay): PublishedUnit {
  return {
    unit: { id: unit.id, code: unit.code, name: unit.name },
    group: null,
    points: points ?? null,
    maximum: maximum ?? null,
    grade: grade ?? null,
    rank: rank ?? null,
    criteria: [],
  };
}
