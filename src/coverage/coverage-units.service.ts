import { Injectable } from '@nestjs/common';
import { daysBetween, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { together } from '../kernel/refusal.js';
import { type Stage } from '../deployments/domain/entry.js';
import { pairKey } from '../deployments/pair-key.js';
import { type StateOnDay, StatesService } from '../deployments/states.service.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { compareUnits } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitsService } from '../units/units.service.js';
import { cutPage, type ListAnswer, type Page } from '../platform/http/paging.js';
import { CoverageService } from './coverage.service.js';
import { type CoverageList, listsOf } from './domain/figure.js';
import { type Level } from '../units/domain/unit.js';

export interface CoverageUnitsQuestion {
  readonly system: string;
  readonly list: CoverageList;
  readonly level?: Level | undefined;
  readonly kind?: string | undefined;
  readonly within?: readonly string[] | undefined;
  readonly parent?: string | undefined;
  readonly stages?: readonly Stage[] | undefined;
}

/** A unit behind a figure. */
export interface UnitBehindFigure {
  readonly unit: UnitOnDay;
  readonly parent: UnitOnDay | null;
  readonly state: StateOnDay | null;
  /** Days from the start of the stage to the day asked about. */
  readonly days: number | null;
  readonly lastConfirmedOn: LocalDate | null;
  readonly overdue: boolean;
  readonly exemption: { readonly reason: string; readonly grantedBy: string } | null;
}

/** The units behind a figure, each with why it stands there. */
@Injectable()
export class CoverageUnitsService {
  constructor(
    private readonly coverage: CoverageService,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly states: StatesService,
  ) {}

  async list(page: Page, question: CoverageUnitsQuestion): Promise<ListAnswer<UnitBehindFigure>> {
    const { at } = page;
    const tree = await this.units.tree(at);
    const [systems, scope, [parent]] = await together([
      this.systems.chosen([question.system], at),
      this.units.scope(question.within, tree, at),
      question.parent === undefined ? [] : this.units.scope([question.parent], tree, at, 'parent'),
    ]);
    const counting = new Set(question.stages ?? (['live'] as const));
    const { level, kind } = question;
    const members = await this.coverage.members(at, { tree, systems, scope, level, kind });
    const listed = members
      .filter((member) => listsOf(member, counting).includes(question.list))
      .filter(({ unit }) => parent === undefined || unit.parentId === parent.id)
      .sort((a, b) => compareUnits(a.unit, b.unit));

    const cut = cutPage(page, listed);
    const pairs = cut.items.map(({ unit, system }) => ({ unitId: unit.id, systemId: system.id }));
    const [states, confirmed, exemptions] = await Promise.all([
      this.states.statesOnDay(at, systems, tree),
      this.states.lastConfirmed(pairs, at),
      this.obligations.exemptions(at, { system: question.system }),
    ]);
    const items = cut.items.map(({ unit, system }): UnitBehindFigure => {
      const key = pairKey({ unitId: unit.id, systemId: system.id });
      const state = states.get(key) ?? null;
      const exemption = exemptions.find(
        ({ unitId, validFrom, validTo }) => unitId === unit.id && holds({ from: validFrom, to: validTo }, at.asOf),
      );
      const due = state?.plan?.dueOn ?? null;
      return {
        unit,
        parent: tree.ancestors(unit)[0] ?? null,
        state,
        days: state?.since ? daysBetween(state.since, at.asOf) : null,
        lastConfirmedOn: confirmed.get(key) ?? null,
        overdue: due !== null && due < at.asOf,
        exemption: exemption ? { reason: exemption.reason, grantedBy: exemption.grantedBy } : null,
      };
    });
    return { ...cut, items };
  }
}
