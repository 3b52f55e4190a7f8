import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { dayToReadAt, hasDays, holds, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { changedTo, isGuess, type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { amountOf } from './domain/amount.js';
import { levelClashes } from './domain/level-clashes.js';
import { type IndicatorKind } from './domain/measure.js';
import { type IndicatorChangeDto, type IndicatorDto } from './dto/indicator.requests.js';
import {
  exceedingOfRatioAlone,
  indicatorCodeTaken,
  indicatorNotThere,
  indicatorUnknown,
  maximumOfNothing,
  maximumOfScoreAlone,
  periodWithoutDays,
  restWithoutWider,
  widerHasNarrower,
  widerOfOtherKind,
  widerThanItself,
} from './indicators.errors.js';
import {
  closeDefinition,
  type IndicatorAttributes,
  type IndicatorDefinition,
  insertDefinition,
  insertIndicator,
  selectDefinitions,
  selectDefinitionsById,
  selectDefinitionsOnDay,
  selectIndicatorVersion,
} from './indicators.queries.js';

export { type IndicatorDefinition } from './indicators.queries.js';

/** The catalogue of indicators, whose meanings have periods (domain.md §6). */
@Injectable()
export class IndicatorsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
  ) {}

  /** What every indicator of the day means on it. */
  async onDay(
    at: Pick<ReadPoint, 'asOf' | 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<IndicatorDefinition[]> {
    return selectDefinitionsOnDay(db, at);
  }

  /** Code of every indicator ever recorded, by id. */
  async codes(revision: number, db: Db = this.dataSource.manager): Promise<Map<number, string>> {
    return new Map((await selectDefinitions(db, revision)).map(({ indicatorId, code }) => [indicatorId, code]));
  }

  /** All meanings of an indicator, earliest first, and its version; refuses (missing) an unknown one. */
  async get(
    code: string,
    { revision }: Pick<ReadPoint, 'revision'>,
  ): Promise<{ periods: [IndicatorDefinition, ...IndicatorDefinition[]]; version: number }> {
    const db = this.dataSource.manager;
    const [first, ...others] = await selectDefinitions(db, revision, [code]);
    if (!first) throw new Refusal([indicatorUnknown('', code, 'missing', [...(await this.codes(revision)).values()])]);
    return { periods: [first, ...others], version: await selectIndicatorVersion(db, first.indicatorId, revision) };
  }

  /** All meanings of all indicators that were ever recorded. */
  async allPeriods(revision: number, db: Db = this.dataSource.manager): Promise<IndicatorDefinition[]> {
    return selectDefinitions(db, revision);
  }

  /** The definitions that values were stated under, by id. */
  async ofValues(ids: readonly number[], db: Db = this.dataSource.manager): Promise<Map<number, IndicatorDefinition>> {
    const definitions = await selectDefinitionsById(db, [...new Set(ids)]);
    return new Map(definitions.map((definition) => [definition.id, definition]));
  }

  /** A new indicator; refuses with every fault. */
  async create(tx: WriteTransaction, submission: Submission<IndicatorDto>): Promise<{ id: number; code: string }> {
    const { n: last } = await tx.lastRevision();
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const period: Period = { from: value.validFrom ?? null, to: value.validTo ?? null };
    const day = dayToReadAt(period, this.clock.today());
    if (!hasDays(period)) faults.push(periodWithoutDays());
    const all = await selectDefinitions(tx.manager, last);
    if (all.some(({ code }) => code === value.code)) faults.push(indicatorCodeTaken(value.code ?? ''));
    const systemId = await this.systemId(tx, value.system, day, submission, faults);
    const maximum = value.maximum === undefined ? null : amountOf(value.maximum);
    const attributes: IndicatorAttributes = {
      name: value.name ?? '',
      nameEn: value.nameEn ?? null,
      counted: value.counted ?? null,
      countedEn: value.countedEn ?? null,
      definition: value.definition ?? '',
      scheme: value.scheme ?? null,
      widerId: null,
      restName: value.restName ?? null,
      restNameEn: value.restNameEn ?? null,
      reach: value.reach ?? 'unit',
      mayExceed: value.mayExceed ?? false,
      maximum,
      calendar: value.calendar ?? 'calendar',
      legalBasis: value.legalBasis ?? null,
    };
    const draft = { id: null, kind: value.kind, attributes };
    const widerId = this.checked(draft, { wider: value.wider, day, all }, faults);
    refuseIfAny(faults);

    const { code, kind } = value as IndicatorDto;
    const { n } = await tx.revision();
    const id = await insertIndicator(tx.manager, { code, kind, systemId }, n);
    await insertDefinition(tx.manager, id, { ...attributes, widerId }, period, n);
    return { id, code };
  }

  /** From a day on the indicator means what is given; made on the version that `ifMatch` names. */
  async change(
    tx: WriteTransaction,
    code: string,
    submission: Submission<IndicatorChangeDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const all = await selectDefinitions(tx.manager, last);
    const own = all.filter((definition) => definition.code === code);
    const [first] = own;
    if (!first) throw new Refusal([indicatorUnknown('', code, 'missing', [])]);
    requireMatch(ifMatch, await selectIndicatorVersion(tx.manager, first.indicatorId, last));
    const { changesFrom: day, wider, ...given } = submission.value;
    const faults: Fault[] = [...submission.faults];
    if (day === undefined) throw new Refusal(faults);
    const current = own.find(({ period }) => holds(period, day));
    if (!current) throw new Refusal([...faults, indicatorNotThere('changesFrom', first.name, day, 'unprocessable')]);
    const maximum = changedTo(given.maximum && amountOf(given.maximum), current.maximum);
    const attributes: IndicatorAttributes = { ...current, ...given, maximum };
    const draft = { id: current.indicatorId, kind: current.kind, attributes };
    const widerId = this.checked(draft, { wider, day, all }, faults);
    refuseIfAny(faults);

    const { n } = await tx.revision();
    const { from, to } = current.period;
    await closeDefinition(tx.manager, current.id, n);
    if (from !== day) await insertDefinition(tx.manager, current.indicatorId, current, { from, to: day }, n);
    await insertDefinition(tx.manager, current.indicatorId, { ...attributes, widerId }, { from: day, to }, n);
  }

  /** Adds what the facts hold against a definition; gives the id of the wider indicator. */
  private checked(
    draft: { id: number | null; kind: IndicatorKind | undefined; attributes: IndicatorAttributes },
    asked: { wider: string | null | undefined; day: LocalDate; all: readonly IndicatorDefinition[] },
    faults: Fault[],
  ): number | null {
    const { kind, attributes } = draft;
    const { wider, day, all } = asked;
    if (kind !== undefined && kind !== 'score' && attributes.maximum !== null) faults.push(maximumOfScoreAlone());
    if (attributes.maximum === 0) faults.push(maximumOfNothing());
    if (kind !== undefined && kind !== 'ratio' && attributes.mayExceed) faults.push(exceedingOfRatioAlone());
    const onDay = all.filter(({ period }) => holds(period, day));
    const whole =
      wider === undefined
        ? onDay.find(({ indicatorId }) => indicatorId === attributes.widerId)
        : onDay.find(({ code }) => code === wider);
    if (typeof wider === 'string' && !whole) {
      const known = all.find(({ code }) => code === wider);
      const codes = [...new Set(onDay.map(({ code }) => code))];
      if (known) faults.push(indicatorNotThere('wider', known.name, day, 'unprocessable'));
      else faults.push(indicatorUnknown('wider', wider, 'unprocessable', codes));
    }
    const isWhole = wider === null || (wider === undefined && attributes.widerId === null);
    if (isWhole && attributes.restName !== null) faults.push(restWithoutWider());
    // A whole that has ended by then stays what it is a part of.
    if (!whole) return wider === undefined ? attributes.widerId : null;
    const { reach, calendar } = attributes;
    for (const clash of levelClashes({ indicatorId: draft.id, kind, reach, calendar }, whole, onDay)) {
      if (clash.what === 'other-kind') faults.push(widerOfOtherKind(whole.code));
      else if (clash.what === 'has-narrower') faults.push(widerHasNarrower(whole.code, clash.by.code));
      else faults.push(widerThanItself());
    }
    return whole.indicatorId;
  }

  private async systemId(
    tx: WriteTransaction,
    system: string | undefined,
    day: LocalDate,
    submission: Submission<IndicatorDto>,
    faults: Fault[],
  ): Promise<number | null> {
    if (system === undefined) return null;
    const { n } = await tx.lastRevision();
    const [resolved] = await this.systems.resolveForWrite([{ system, day, path: 'system' }], n, tx.manager);
    if (resolved && 'systemId' in resolved) return resolved.systemId;
    if (resolved && !isGuess(submission, resolved, 'validFrom', 'validTo')) faults.push(resolved);
    return null;
  }
}

/** Which of all meanings the code of a write means on a day; a fault where it means none. */
export function definitionOn(
  all: readonly IndicatorDefinition[],
  { indicator, day, path }: { indicator: string; day: LocalDate; path: string },
): IndicatorDefinition | Fault {
  const own = all.filter(({ code }) => code === indicator);
  const [first] = own;
  if (!first) return indicatorUnknown(path, indicator, 'unprocessable', [...new Set(all.map(({ code }) => code))]);
  return own.find(({ period }) => holds(period, day)) ?? indicatorNotThere(path, first.name, day, 'unprocessable');
}
