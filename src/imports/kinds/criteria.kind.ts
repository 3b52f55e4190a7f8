import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type Fault, Refusal } from '../../kernel/refusal.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { submit } from '../../platform/validation/submission.js';
import { type Definition } from '../../scorecards/domain/definition.js';
import { ScorecardChangeDto, ScorecardDto, ScorecardVersionDto } from '../../scorecards/dto/scorecard.requests.js';
import { dayScoredOn } from '../../scorecards/domain/scoring-year.js';
import { type ScorecardRow, ScorecardsService, type VersionRow } from '../../scorecards/scorecards.service.js';
import { VersionReader } from '../../scorecards/version-reader.js';
import { VersionRecords } from '../../scorecards/version-records.service.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { type CellValue, faultAt } from '../domain/column.js';
import { changedLines, linesOf } from '../domain/criteria-lines.js';
import { type Changes, type Finding, type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { ofFact } from '../imports.errors.js';
import { CRITERIA_COLUMNS } from './criteria-columns.js';
import { CriteriaNaming } from './criteria-naming.service.js';
import { placeVersions } from './criteria-rows.js';
import { type PlacedVersion } from './criteria-version.js';
import { referenceDuring, textOf, unitDuring } from './unit-and-system.js';

/** What the rows of a version ask for, held against what is believed. */
interface JudgedVersion {
  readonly placed: PlacedVersion;
  readonly scorecard: ScorecardRow | null;
  readonly there: VersionRow | null;
  readonly definition: Definition;
  readonly legalBasis: string | null;
  readonly submission: ReturnType<typeof submit<ScorecardVersionDto>>;
}

type Decision = keyof Changes;

/** Bộ tiêu chí: scorecards with their versions, a row a group, criterion or grade. */
@Injectable()
export class CriteriaKind implements ImportKind {
  readonly name = 'criteria';
  readonly right = 'edit';
  readonly title = { vi: 'Bộ tiêu chí', en: 'criteria of scorecards' };
  readonly isMatrixToo = false;
  readonly columns = CRITERIA_COLUMNS;

  constructor(
    private readonly naming: CriteriaNaming,
    private readonly scorecards: ScorecardsService,
    private readonly reader: VersionReader,
    private readonly records: VersionRecords,
    private readonly clock: Clock,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const { units, setCodes, ...names } = await this.naming.at(n, tx.manager);
    const judged: JudgedVersion[] = [];
    for (const placed of placeVersions(staged, names)) {
      const one = placed.isWhole ? await this.judge(tx, placed, staged, { units, scorecards: names.scorecards }) : null;
      if (one && placed.isSound) judged.push(one);
    }
    const withdrawn = staged.confirmRetracted ? [] : await this.records.withdrawn(tx);
    const isWithdrawn = ({ placed, definition, legalBasis }: JudgedVersion): boolean =>
      withdrawn.some(
        (one) =>
          one.scorecard === placed.code &&
          one.fromYear === placed.fromYear &&
          one.legalBasis === legalBasis &&
          isDeepStrictEqual(one.definition, definition),
      );
    const changes: Changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
    const corrections: Finding[] = [];
    const previouslyRetracted: Finding[] = [];
    const hash = createHash('sha256');
    for (const one of judged) {
      const { placed, scorecard, there, definition, legalBasis } = one;
      const findings = findingsOf(one, setCodes);
      const isRenamed = scorecard !== null && placed.name !== null && placed.name !== scorecard.name;
      const what: Decision =
        there === null
          ? isWithdrawn(one)
            ? 'previouslyRetracted'
            : 'create'
          : findings.length > 0
            ? 'update'
            : 'unchanged';
      changes[what] += placed.rows.length;
      const place = placed.rows.map((row) => [row.place.sheet, row.row]);
      hash.update(JSON.stringify([what, place, placed.name, placed.fromYear, definition, legalBasis]));
      if (what === 'previouslyRetracted') previouslyRetracted.push(findingOf(one, {}, {}));
      if (what === 'update' || (what === 'create' && isRenamed)) corrections.push(...findings);
      if (what === 'create' || what === 'update') await this.record(tx, one, staged);
    }
    return {
      ...{ changes, corrections, previouslyRetracted, digest: hash.digest('base64url') },
      write: () => Promise.resolve(),
    };
  }

  undo(tx: WriteTransaction, revision: number): Promise<void> {
    return this.records.undo(tx, revision);
  }

  async *export({ revision }: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const { units, setCodes, scorecards } = await this.naming.at(revision);
    const today = this.clock.today();
    for (const { id, code, name } of scorecards) {
      for (const { fromYear, definition, legalBasis } of await this.scorecards.versions(id, revision)) {
        const period = { from: dayScoredOn(fromYear, today), to: null };
        const within = referenceDuring(definition.withinId, units, period, today);
        for (const { cells } of linesOf(definition, setCodes))
          yield { scorecard: code, scorecardName: name, fromYear: String(fromYear), within, legalBasis, ...cells };
      }
    }
  }

  /** What a version says, or null where a fault leaves that unclear; every fault goes to its row and column. */
  private async judge(
    tx: WriteTransaction,
    placed: PlacedVersion,
    staged: StagedRows,
    { units, scorecards }: { units: UnitDirectory; scorecards: readonly ScorecardRow[] },
  ): Promise<JudgedVersion | null> {
    const { code, fromYear, parts, whole } = placed;
    const scorecard = scorecards.find((one) => one.code === code) ?? null;
    const { n } = await tx.lastRevision();
    const versions = scorecard ? await this.scorecards.versions(scorecard.id, n, tx.manager) : [];
    const there = versions.find((version) => version.fromYear === fromYear) ?? null;
    const period = { from: dayScoredOn(fromYear, staged.today), to: null };
    const unit =
      whole.within && unitDuring(whole.within, 'within', units, { period, today: staged.today }, staged.report);
    const legalBasis = whole.legalBasis
      ? (textOf(whole.legalBasis, 'legalBasis') ?? null)
      : (there?.legalBasis ?? null);
    const within = whole.within ? unit?.id : there?.definition.withinId;
    const submission = submit(ScorecardVersionDto, {
      ...{ fromYear, ...parts, replaces: there?.number, legalBasis: legalBasis ?? undefined },
      within,
    });
    const { definition, faults } = await this.reader.read(tx, submission);
    for (const fault of faults) if (!(fault.path === 'within' && whole.within && !unit)) tell(staged, placed, fault);
    if (definition === null) return null;
    return { placed, scorecard, there, definition, legalBasis, submission };
  }

  /** As anybody would by the interface; what that refuses goes to its row and column. */
  private async record(tx: WriteTransaction, one: JudgedVersion, staged: StagedRows): Promise<void> {
    const { placed, there, definition, legalBasis, submission } = one;
    const { code, name } = placed;
    try {
      const { n } = await tx.lastRevision();
      const now = (await this.naming.scorecards(n, tx.manager)).find((scorecard) => scorecard.code === code);
      if (!now) await this.scorecards.create(tx, submit(ScorecardDto, { code, name }));
      else if (name !== null && now.name !== name)
        await this.scorecards.rename(tx, code, submit(ScorecardChangeDto, { name }), '*');
      const isSame = there && there.legalBasis === legalBasis && isDeepStrictEqual(there.definition, definition);
      if (isSame !== true) await this.scorecards.addVersion(tx, code, submission);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) tell(staged, placed, fault);
    }
  }
}

function tell({ report }: StagedRows, placed: PlacedVersion, fault: Fault): void {
  const [row, column] = placed.placeOf(fault.path);
  // What a cell that cannot be understood may have said is anybody's guess.
  const isOfWhole = column === 'within' || column === 'legalBasis';
  const isGuess = (isOfWhole ? placed.rows : [row]).some(({ unread }) => unread.includes(column ?? ''));
  const isOfAll = fault.code === 'group-without-points' && placed.rows.some(({ unread }) => unread.length > 0);
  if (!isGuess && !isOfAll) report(faultAt(row, column, ofFact(column, fault)));
}

/** What is other than it is believed to be: of the whole, and line by line. Nothing of what is new. */
function findingsOf(one: JudgedVersion, setCodes: ReadonlyMap<string, string>): Finding[] {
  const { placed, scorecard, there, definition, legalBasis } = one;
  const renamed =
    scorecard && placed.name !== null && placed.name !== scorecard.name
      ? [findingOf(one, { scorecardName: scorecard.name }, { scorecardName: placed.name })]
      : [];
  if (!there) return renamed;
  const whole = [
    { key: 'within', before: there.definition.withinId, after: definition.withinId },
    { key: 'legalBasis', before: there.legalBasis, after: legalBasis },
  ].flatMap(({ key, before, after }) =>
    before === after ? [] : [findingOf(one, withoutNull({ [key]: before }), withoutNull({ [key]: after }))],
  );
  const lines = changedLines(linesOf(there.definition, setCodes), linesOf(definition, setCodes));
  const ofLines = lines.map(({ line, before, after }) => {
    const { place, row } = placed.rowOf(line);
    const about = [line.code, line.group].filter((part) => part !== null).join(', ');
    return { sheet: place.sheet, row, subject: `${subjectOf(placed)}: ${about}`, before, after };
  });
  // What stands in another order than before says the same of each line.
  const isReordered =
    ofLines.length === 0 &&
    !isDeepStrictEqual(there.definition, { ...definition, withinId: there.definition.withinId });
  return [...renamed, ...whole, ...ofLines, ...(isReordered ? [findingOf(one, {}, {})] : [])];
}

function findingOf(
  { placed }: JudgedVersion,
  before: Readonly<Record<string, CellValue>>,
  after: Readonly<Record<string, CellValue>>,
): Finding {
  const [{ place, row }] = placed.rows as [PlacedVersion['rows'][number]];
  return { sheet: place.sheet, row, subject: subjectOf(placed), before, after };
}

function subjectOf({ code, fromYear }: PlacedVersion): string {
  return `${code}, ${fromYear}`;
}

function withoutNull(facts: Readonly<Record<string, CellValue | null>>): Record<string, CellValue> {
  return Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}
