import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CoverageService } from '../coverage/coverage.service.js';
import { ConfirmationsService } from '../deployments/confirmations.service.js';
import { pairKey } from '../deployments/pair-key.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { formatReportingPeriod, parseReportingPeriod, type ReportingPeriod } from '../kernel/reporting-period.js';
import { Obligations } from '../systems/domain/obligation.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { compareUnits, type UnitTree } from '../units/domain/unit-tree.js';
import { LEVELS, type Level, type UnitOnDay } from '../units/domain/unit.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { UnitsService } from '../units/units.service.js';
import { type CompletenessFigure, completenessOf, type Owed } from './domain/completeness.js';
import { type DutyRow } from './duties.queries.js';
import { type DutyTerm, DutyTerms } from './duty-terms.service.js';
import { selectFirstGiven } from './indicator-values.queries.js';
import { type IndicatorDefinition } from './indicators.service.js';

/** What one unit owes of one period: the value of an indicator, or the confirmation of a system. */
export interface OwedItem extends Owed {
  readonly subject: { readonly indicator: IndicatorDefinition } | { readonly system: SystemOnDay };
  /** What makes it owed. */
  readonly duty: Pick<DutyRow, 'id' | 'legalBasis'>;
  readonly period: ReportingPeriod;
  /** The last day of the period. */
  readonly cutOff: LocalDate;
  /** The unit and the one above it, as they were on that day. */
  readonly unit: UnitOnDay;
  readonly parent: UnitOnDay | null;
}

export interface CompletenessQuestion {
  readonly period: string;
  /** Codes; with either of them nothing else. */
  readonly indicator?: readonly string[] | undefined;
  readonly system?: readonly string[] | undefined;
  readonly level?: Level | undefined;
  readonly within?: readonly string[] | undefined;
}

export interface CompletenessRow {
  readonly subject: OwedItem['subject'];
  readonly level: Level;
  readonly figure: CompletenessFigure;
}

type Narrowing = Pick<CompletenessQuestion, 'within' | 'level'>;

/** The units of a day, and who of them are asked about. */
interface Ground {
  readonly tree: UnitTree;
  readonly scope: readonly UnitOnDay[];
  readonly units: readonly UnitOnDay[];
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Who owes what, and what of it was given when (domain.md §6). */
@Injectable()
export class CompletenessService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly terms: DutyTerms,
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly coverage: CoverageService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  /** The figures of a period, one for each indicator or system and level that owes it; indicators first, as recorded. */
  async figures(at: ReadPoint, question: CompletenessQuestion): Promise<CompletenessRow[]> {
    const groups = new Map<string, { items: OwedItem[]; subject: OwedItem['subject']; level: Level }>();
    for (const item of await this.items(at, question)) {
      const name = `${subjectKey(item.subject)} ${item.unit.level}`;
      const group = groups.get(name) ?? { items: [], subject: item.subject, level: item.unit.level };
      group.items.push(item);
      groups.set(name, group);
    }
    return [...groups.values()].map(({ items, subject, level }) => ({
      ...{ subject, level },
      figure: completenessOf(items, at.asOf),
    }));
  }

  /** Everything owed of a period, by what is owed, then by unit. */
  async items(at: ReadPoint, question: CompletenessQuestion): Promise<OwedItem[]> {
    const period = parseReportingPeriod(question.period);
    const isAsked = ({ indicator }: DutyTerm): boolean =>
      indicator === null
        ? question.indicator === undefined || question.system !== undefined
        : (question.indicator?.includes(indicator.code) ?? question.system === undefined);
    const terms = (await this.terms.of(period, at)).filter(isAsked).map((term) => ({
      ...term,
      systems: term.systems.filter(({ code }) => question.system?.includes(code) ?? true),
    }));
    return (await this.owed(terms, at, question)).sort(bySubject);
  }

  /** What is owed, not given by the day, and due within `[from, to]`; first due first. */
  async outstanding(
    at: ReadPoint,
    { from, to, within }: { from: LocalDate; to: LocalDate; within?: readonly string[] | undefined },
  ): Promise<OwedItem[]> {
    const owed = await this.owed(await this.terms.dueWithin(from, to, at), at, { within });
    const byDue = (a: OwedItem, b: OwedItem): number => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn));
    return owed.filter(({ givenOn }) => givenOn === null).sort((a, b) => byDue(a, b) || bySubject(a, b));
  }

  /** Of a unit that several duties name for the same thing, the one that is due first. */
  private async owed(terms: readonly DutyTerm[], at: ReadPoint, narrowing: Narrowing): Promise<OwedItem[]> {
    const grounds = new Map<LocalDate, Ground>();
    const first = new Map<string, OwedItem>();
    for (const term of terms) {
      const ground = grounds.get(term.cutOff) ?? (await this.groundOf({ ...at, asOf: term.cutOff }, narrowing));
      grounds.set(term.cutOff, ground);
      for (const item of await this.itemsOf(term, ground, at)) {
        const key = `${subjectKey(item.subject)} ${formatReportingPeriod(item.period)} ${item.unit.id}`;
        const other = first.get(key);
        if (!other || item.dueOn < other.dueOn) first.set(key, item);
      }
    }
    return [...first.values()];
  }

  private async groundOf(onDay: ReadPoint, { within, level }: Narrowing): Promise<Ground> {
    const [tree, members] = await Promise.all([this.units.tree(onDay), this.sets.membersOnDay(onDay)]);
    const scope = await this.units.scope(within, tree, onDay);
    const units = tree.subtree(scope).filter((unit) => level === undefined || unit.level === level);
    return { tree, scope, units, members };
  }

  private async itemsOf(term: DutyTerm, ground: Ground, at: ReadPoint): Promise<OwedItem[]> {
    const { duty, period, cutOff, dueOn } = term;
    const { tree, members } = ground;
    // A duty names units as a rule of applicability does.
    const rule = { systemId: 0, level: duty.level, kind: duty.kind, setId: duty.setId, withinId: duty.withinId };
    const named = new Obligations({ tree, rules: [rule], members, exemptions: new Set() });
    const owing = ground.units.filter((unit) => named.of(0, unit) === 'required');
    const item = (unit: UnitOnDay, subject: OwedItem['subject'], givenOn: LocalDate | null): OwedItem => ({
      ...{ subject, duty, period, cutOff, dueOn, givenOn, unit, parent: tree.ancestors(unit)[0] ?? null },
    });
    const { indicator } = term;
    if (indicator) {
      const given = await this.given(indicator.indicatorId, period, at);
      return owing.map((unit) => item(unit, { indicator }, given.get(unit.id) ?? null));
    }
    const onDay = { ...at, asOf: cutOff };
    const asked = { tree, systems: term.systems, scope: owing, level: duty.level };
    const pairs = await this.coverage.members(onDay, asked);
    const until = at.asOf < cutOff ? addDays(at.asOf, 1) : term.days.to;
    const systemIds = term.systems.map(({ id }) => id);
    const confirmed = await this.confirmations.within(systemIds, { from: term.days.from, to: until }, at.revision);
    const owingIds = new Set(owing.map(({ id }) => id));
    return pairs
      .filter(({ unit, obligation, stage }) => owingIds.has(unit.id) && isConfirmable(obligation, stage))
      .map(({ unit, system }) =>
        item(unit, { system }, confirmed.get(pairKey({ unitId: unit.id, systemId: system.id })) ?? null),
      );
  }

  /** When the values of a period that are believed, and measured by the day, were given first. */
  private async given(indicatorId: number, period: ReportingPeriod, at: ReadPoint): Promise<Map<string, LocalDate>> {
    const text = formatReportingPeriod(period);
    const rows = await selectFirstGiven(this.dataSource.manager, indicatorId, text, at.revision);
    return new Map(
      rows
        .filter(({ believed, measuredOn }) => believed && measuredOn <= at.asOf)
        .map(({ unitId, givenOn }) => [unitId, givenOn]),
    );
  }
}

/** A unit confirms what it should have, and what it is known to have; not what it is let off. */
function isConfirmable(obligation: string, stage: string | null): boolean {
  return obligation === 'required' || (obligation !== 'exempt' && stage !== null);
}

function subjectKey(subject: OwedItem['subject']): string {
  return 'indicator' in subject ? `i${subject.indicator.indicatorId}` : `s${subject.system.id}`;
}

function bySubject(a: OwedItem, b: OwedItem): number {
  const rank = ({ subject }: OwedItem): number =>
    'indicator' in subject ? subject.indicator.indicatorId : subject.system.id;
  return (
    Number('system' in a.subject) - Number('system' in b.subject) ||
    rank(a) - rank(b) ||
    LEVELS.indexOf(a.unit.level) - LEVELS.indexOf(b.unit.level) ||
    compareUnits(a.unit, b.unit)
  );
}
