import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { ReadPoints } from '../../platform/database/read-points.js';
import { ContactsService } from '../../units/contacts.service.js';
import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { UnitsService } from '../../units/units.service.js';
import { type DefinitionContent } from '../domain/report-definition.js';
import { type SnapshotUnit } from '../domain/snapshot.js';

/** Where a report looks: the units it is about, on its day, at one revision. */
export interface ReportView {
  readonly at: ReadPoint;
  readonly tree: UnitTree;
  readonly scope: readonly UnitOnDay[];
}

/** Decides where a report looks, and names the units that it found there. */
@Injectable()
export class ReportViews {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly units: UnitsService,
    private readonly contacts: ContactsService,
  ) {}

  /** At the last revision; refuses a definition whose unit is not there on the day. */
  async view({ scopeId }: DefinitionContent, asOf: LocalDate): Promise<ReportView> {
    const at = await this.readPoints.resolve({ asOf });
    const tree = await this.units.tree(at);
    return { at, tree, scope: await this.units.scope(scopeId === null ? undefined : [scopeId], tree, at, 'scope') };
  }

  /** Ids of the units that stood for the scope on another day: the same, or what the tracker's home was then. */
  async scopeOn({ at, scope }: ReportView, asOf: LocalDate): Promise<string[]> {
    const tree = await this.units.tree({ ...at, asOf });
    const there = scope.flatMap(({ id }) => tree.find(id) ?? []);
    return (there.length > 0 ? there : tree.defaultScope()).map(({ id }) => id);
  }

  /** Units by their ids, with those above them and who answers for them; `gone` ended before the day. */
  async named(
    { at, tree, scope }: ReportView,
    ids: readonly string[],
    gone: readonly UnitOnDay[],
  ): Promise<Record<string, SnapshotUnit>> {
    const found = new Map<string, UnitOnDay>();
    for (const id of [...scope.map((unit) => unit.id), ...ids]) {
      const unit = found.has(id) ? undefined : tree.find(id);
      for (const one of unit ? [unit, ...tree.ancestors(unit)] : []) found.set(one.id, one);
    }
    for (const unit of gone) if (!found.has(unit.id)) found.set(unit.id, unit);
    const contacts = await this.contacts.onDay([...found.keys()], at);
    return Object.fromEntries(
      [...found].map(([id, { code, name, kind, level, parentId }]) => {
        const answering = contacts.get(id);
        const contact = answering
          ? {
              ...{ name: answering.name, post: answering.post },
              ...{ telephone: answering.telephone, email: answering.email },
            }
          : null;
        return [id, { code, name, kind, level, parent: parentId, contact }];
      }),
    );
  }
}
