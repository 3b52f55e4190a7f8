import { contactAnswer } from '../units/contact-answer.js';
import { type Language, printOfficialCount } from '../kernel/ratio.js';
import { type Declaration, printDeclared } from '../deployments/domain/declaration.js';
import { type UnitSummary } from '../units/dto/unit.answers.js';
import { LEVEL_NAMES } from '../units/domain/level-name.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type Coverage, type CoverageGroup } from './coverage.service.js';
import { type UnitBehindFigure } from './coverage-units.service.js';
import { type Figure, printCovered, printFigure, ratioOf } from './domain/figure.js';
import { type GroupKey } from './domain/grouping.js';
import {
  type CoverageAnswer,
  type CoverageRow,
  type CoverageUnit,
  type DeclaredFigure,
  type FigureAnswer,
} from './dto/coverage.answers.js';

/** A whole coverage answer in the caller's language. */
export function coverageAnswer({ at, scope, stages, rows, totals }: Coverage, language: Language): CoverageAnswer {
  return {
    asOf: at.asOf,
    knownAt: at.knownAt,
    revision: at.revision,
    projected: at.projected,
    within: scope.map((unit) => unit.code),
    stages: [...stages],
    rows: rows.map((row) => rowAnswer(row, language)),
    totals: totals.map((row) => rowAnswer(row, language)),
  };
}

/** A figure as two integers, their quotient and their print. */
export function figureAnswer(figure: Figure, language: Language): FigureAnswer {
  const { covered, eligible, missing, unknown, exempt, outside } = figure;
  return {
    covered,
    eligible,
    missing,
    unknown,
    exempt,
    outside,
    ratio: ratioOf(figure),
    percent: printFigure(figure, language),
    print: printCovered(figure, language),
    coveredPrint: printOfficialCount(covered, language),
  };
}

/** What a group is of, as the caller names it. */
export function keyAnswer({
  system,
  level,
  kind,
  parent,
  district,
}: GroupKey): Omit<CoverageRow, keyof FigureAnswer | 'declared' | 'levelName'> {
  return {
    ...(system === undefined ? {} : { system: system.code }),
    ...(level === undefined ? {} : { level }),
    ...(kind === undefined ? {} : { kind }),
    ...(parent === undefined ? {} : { parent: parent && summary(parent) }),
    ...(district === undefined ? {} : { district: district && summary(district) }),
  };
}

export function coverageUnitAnswer(behind: UnitBehindFigure): CoverageUnit {
  const { unit, parent, state, days, lastConfirmedOn, overdue, exemption, contact, documents } = behind;
  return {
    unit: summary(unit),
    level: unit.level,
    kind: unit.kind,
    parent: parent && summary(parent),
    stage: state?.stage ?? null,
    since: state?.since ?? null,
    dated: state?.dated ?? null,
    days,
    entryId: state?.entryId ?? null,
    inheritedOn: state?.inheritedOn ?? null,
    openDecision: state?.openDecision ?? false,
    lastConfirmedOn,
    plan: state?.plan ?? null,
    overdue,
    exemption,
    contact: contact && contactAnswer(contact),
    documents,
  };
}

function rowAnswer({ key, figure, declared }: CoverageGroup, language: Language): CoverageRow {
  return {
    ...keyAnswer(key),
    ...(key.level === undefined ? {} : { levelName: LEVEL_NAMES[language][key.level] }),
    ...figureAnswer(figure, language),
    declared: declared.map((declaration) => declaredFigure(declaration, language)),
  };
}

function declaredFigure(declaration: Declaration, language: Language): DeclaredFigure {
  const { id, count, total, comparator, level, asOf, document } = declaration;
  return { id, count, total, comparator, level, asOf, print: printDeclared(declaration, language), document };
}

function summary({ id, code, name }: UnitOnDay): UnitSummary {
  return { id, code, name };
}
