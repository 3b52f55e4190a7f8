import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type DocumentSummary } from '../documents/dto/document.answers.js';
import { daysBetween, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { together } from '../kernel/refusal.js';
import { type Stage } from '../deployments/domain/entry.js';
import { pairKey } from '../deployments/pair-key.js';
import { type StateOnDay, StatesService } from '../deployments/states.service.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { type Contact, ContactsService } from '../units/contacts.service.js';
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
  /** Who answers for the unit on the day. */
  readonly contact: Contact | null;
  readonly exemption: {
    readonly reason: string;
    readonly grantedBy: string;
    readonly documents: DocumentSummary[];
  } | null;
  /** What the entry that started the stage rests on. */
  readonly documents: DocumentSummary[];
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
    private readonly contacts: ContactsService,
    private readonly links: DocumentLinksService,
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
    const unitIds = cut.items.map(({ unit }) => unit.id);
    const [states, confirmed, exemptions, contacts] = await Promise.all([
      this.states.statesOnDay(
        at,
        systems,
        tree,
        cut.items.map(({ unit }) => unit),
      ),
      this.states.lastConfirmed(pairs, at),
      this.obligations.exemptions(at, { system: question.system }),
      this.contacts.onDay(unitIds, at),
    ]);
    const entryIds = pairs.flatMap((pair) => states.get(pairKey(pair))?.entryId ?? []).map(String);
    const exemptionIds = exemptions.filter(({ unitId }) => unitIds.includes(unitId)).map(({ id }) => id);
    const [entryDocuments, exemptionDocuments] = await Promise.all([
      this.links.documentsOf('deployment-entry', entryIds, at.revision),
      this.links.documentsOf('exemption', exemptionIds, at.revision),
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
        contact: contacts.get(unit.id) ?? null,
        documents: entryDocuments(String(state?.entryId)),
        exemption: exemption
          ? {
              reason: exemption.reason,
              grantedBy: exemption.grantedBy,
              documents: exemptionDocuments(exemption.id),
            }
          : null,
      };
    });
    return { ...cut, items };
  }
}
