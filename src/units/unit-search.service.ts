import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal } from '../kernel/refusal.js';
import { tidy } from '../kernel/vietnamese-text.js';
import { gradeMatch, type MatchGrade, parseTypedName, type TypedReading } from './domain/unit-name.js';
import { compareUnits, UnitTree } from './domain/unit-tree.js';
import { type UnitOnDay, type UnitPeriod } from './domain/unit.js';
import { UnitsService } from './units.service.js';
import { unitAmbiguous, unitUnknown } from './units.errors.js';
import { selectSearchCandidates, selectUnitsOnDay } from './units.queries.js';

/** A unit of the day that what was typed may mean. */
export interface UnitFound {
  readonly unit: UnitOnDay;
  /** `suggestion`: equal only without diacritics, or of another kind; never taken for certain. */
  readonly match: MatchGrade;
  /** The name it matched under when that is not the name of the day. */
  readonly formerName: string | null;
}

const MOST_CANDIDATES = 5_000;
const GRADE_ORDER: Readonly<Record<MatchGrade, number>> = { exact: 0, prefix: 1, suggestion: 2 };

/** Finds units as people type them. */
@Injectable()
export class UnitSearchService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
  ) {}

  /** Units of the day that match, surest first, then as Vietnamese sorts. Former names find the unit of today. */
  async find(typed: string, at: ReadPoint): Promise<UnitFound[]> {
    const text = tidy(typed);
    const readings = parseTypedName(text);
    const keys = [...new Set(readings.map((reading) => reading.searchKey))];
    const db = this.dataSource.manager;
    const candidates = await selectSearchCandidates(db, { keys, text }, at.revision, MOST_CANDIDATES);
    const trees = new Map<LocalDate, UnitTree>();
    const treeOn = async (day: LocalDate): Promise<UnitTree> => {
      const known = trees.get(day) ?? new UnitTree(await selectUnitsOnDay(db, { asOf: day, revision: at.revision }));
      trees.set(day, known);
      return known;
    };

    const today = await treeOn(at.asOf);
    const best = new Map<string, UnitFound>();
    for (const candidate of candidates) {
      const unit = today.find(candidate.unitId);
      if (!unit) continue;
      const then = await treeOn(dayWithin(candidate, at.asOf));
      const match = gradeOf(candidate, text, readings, then);
      if (!match) continue;
      const found = { unit, match, formerName: candidate.name === unit.name ? null : candidate.name };
      const before = best.get(unit.id);
      if (!before || compareFound(found, before) < 0) best.set(unit.id, found);
    }
    return [...best.values()].sort(compareFound);
  }

  /**
   * The one unit of the day that `typed` (an id, a code or a name) means for certain; refuses (with candidates)
   * what is ambiguous and what only resembles something.
   */
  async resolveOne(typed: string, at: ReadPoint): Promise<UnitOnDay> {
    const found = await this.find(typed, at);
    const certain = found.filter((candidate) => candidate.match === 'exact');
    // Elsewhere another may bear the same name: who names no place means one at home.
    const tree = await this.units.tree(at);
    const atHome = new Set(tree.subtree(tree.defaultScope()).map(({ id }) => id));
    const own = certain.filter(({ unit }) => atHome.has(unit.id));
    const exact = own.length > 0 ? own : certain;
    const current = exact.filter((candidate) => candidate.formerName === null);
    const [sure, ...others] = current.length > 0 ? current : exact;
    const toCandidate = ({ unit: { id, code, name } }: UnitFound) => ({ id, code, name, from: null, to: null });
    if (!sure) throw new Refusal([unitUnknown('unit', typed, 'unprocessable', found.slice(0, 10).map(toCandidate))]);
    if (others.length > 0) throw new Refusal([unitAmbiguous('unit', typed, [sure, ...others].map(toCandidate))]);
    return sure.unit;
  }
}

function gradeOf(candidate: UnitPeriod, text: string, readings: TypedReading[], tree: UnitTree): MatchGrade | null {
  if ([candidate.code, candidate.agencyCode, candidate.unitId].includes(text)) return 'exact';
  const ancestors = tree.ancestors({ ...candidate, id: candidate.unitId });
  return gradeMatch(readings, { ...candidate, ancestors });
}

/** A day of the period: the one asked about, or the nearest to it. */
function dayWithin({ period }: UnitPeriod, asOf: LocalDate): LocalDate {
  if (holds(period, asOf)) return asOf;
  return period.to !== null && period.to <= asOf ? addDays(period.to, -1) : (period.from ?? asOf);
}

function compareFound(a: UnitFound, b: UnitFound): number {
  return (
    GRADE_ORDER[a.match] - GRADE_ORDER[b.match] ||
    Number(a.formerName !== null) - Number(b.formerName !== null) ||
    compareUnits(a.unit, b.unit)
  );
}
