import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_VERSION } from '../../config/app-version.js';
import { type Figure } from '../coverage/domain/figure.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { ContactsService } from '../units/contacts.service.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitsService } from '../units/units.service.js';
import { ChangeFactsService } from './change-facts.service.js';
import { CoverageFacts, figureKey, type FiguresBefore, type ReportView } from './coverage-facts.service.js';
import { canonicalJson } from './domain/canonical-json.js';
import { printNumber } from './domain/report-number.js';
import { type ReportPeriod } from './domain/report-period.js';
import { type PreviousReport, type Snapshot, type SnapshotUnit } from './domain/snapshot.js';
import { type DefinitionRow } from './report-definitions.queries.js';
import { findPreviousIssued, selectSnapshot } from './reports.queries.js';

/** What a snapshot is taken of. */
export interface SnapshotRequest {
  readonly definition: DefinitionRow;
  readonly period: ReportPeriod;
  readonly asOf: LocalDate;
  /** The report that it will take the place of: never its own previous one. */
  readonly replaces: string | null;
  /** The instant of it, RFC 3339. */
  readonly frozenAt: string;
}

/** A snapshot as it is kept. */
export interface Frozen {
  readonly snapshot: Snapshot;
  readonly json: string;
  readonly sha256: string;
}

/** Computes all that a report rests on, once, at one revision. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readPoints: ReadPoints,
    private readonly units: UnitsService,
    private readonly contacts: ContactsService,
    private readonly coverage: CoverageFacts,
    private readonly changes: ChangeFactsService,
  ) {}

  /** Refuses a definition whose unit is not there on the day. */
  async freeze({ definition, period, asOf, replaces, frozenAt }: SnapshotRequest): Promise<Frozen> {
    const { content } = definition;
    const at = await this.readPoints.resolve({ asOf });
    const tree = await this.units.tree(at);
    const scope = await this.units.scope(content.scopeId === null ? undefined : [content.scopeId], tree, at, 'scope');
    const view: ReportView = { at, tree, scope };
    const { previous, before } = await this.before(definition.id, view, replaces);
    const systems = await this.coverage.systemsOf(view, before);
    const codes = systems.map(({ code }) => code);
    const changes = await this.changes.changes(view, codes, previous, addDays(period.from, -1));
    const spoken = systems.flatMap(({ levels }) => levels.flatMap(({ units }) => units.map(({ unit }) => unit)));
    const snapshot: Snapshot = {
      ...{ format: 1, app: APP_VERSION, frozenAt },
      at: { asOf, revision: at.revision, knownAt: at.knownAt },
      definition: { id: definition.id, code: definition.code, version: definition.version, content },
      period,
      scope: scope.map(({ id }) => id),
      previous,
      systems,
      trend: await this.coverage.trend(view, content.rule),
      changes: changes.facts,
      units: await this.unitsOf(view, spoken, changes.units),
      ...{ indicators: [], completeness: [], targets: [], activities: [], scorecards: [], documents: [] },
    };
    const json = canonicalJson(snapshot);
    return { snapshot, json, sha256: createHash('sha256').update(json).digest('hex') };
  }

  /** The last issued report before this one, the figures it printed, and those of its day as known now. */
  private async before(
    definitionId: string,
    { at, scope }: ReportView,
    except: string | null,
  ): Promise<{ previous: PreviousReport | null; before: FiguresBefore }> {
    const db = this.dataSource.manager;
    const row = await findPreviousIssued(db, definitionId, { asOf: at.asOf, except });
    if (!row) return { previous: null, before: { printed: new Map(), knownNow: new Map() } };
    const { id, number, symbol, issuedOn, asOf, revision, knownAt } = row;
    if (number === null || issuedOn === null) throw new Error('An issued report has its number and day');
    const earlier = JSON.parse(await selectSnapshot(db, id)) as Snapshot;
    const printed = new Map(
      earlier.systems.flatMap(({ code, levels }) =>
        levels.map(({ level, figure }): [string, Figure] => [figureKey(code, level), figure]),
      ),
    );
    const then = { ...at, asOf, projected: false };
    const tree = await this.units.tree(then);
    const there = scope.flatMap((unit) => tree.find(unit.id) ?? []);
    const within = (there.length > 0 ? there : tree.defaultScope()).map((unit) => unit.id);
    return {
      previous: { id, number: printNumber({ number, symbol }), issuedOn, asOf, revision, knownAt },
      before: { printed, knownNow: await this.coverage.figuresOn(then, within) },
    };
  }

  /** Every unit that the report names, with those above it and who answers for it. */
  private async unitsOf(
    { at, tree, scope }: ReportView,
    spoken: readonly string[],
    changed: readonly UnitOnDay[],
  ): Promise<Record<string, SnapshotUnit>> {
    const found = new Map<string, UnitOnDay>();
    const add = (unit: UnitOnDay): void => {
      if (found.has(unit.id)) return;
      for (const one of [unit, ...ancestorsOf(unit, tree)]) found.set(one.id, one);
    };
    scope.forEach(add);
    for (const id of spoken) {
      const unit = tree.find(id);
      if (unit) add(unit);
    }
    // What ended since is no more in the tree of the day.
    changed.forEach(add);
    const contacts = await this.contacts.onDay([...found.keys()], at);
    return Object.fromEntries(
      [...found].map(([id, { code, name, kind, level, parentId }]) => {
        const contact = contacts.get(id);
        const { name: person = '', post = null, telephone = null, email = null } = contact ?? {};
        const answering = contact ? { name: person, post, telephone, email } : null;
        return [id, { code, name, kind, level, parent: parentId, contact: answering }];
      }),
    );
  }
}

function ancestorsOf(unit: UnitOnDay, tree: UnitTree): UnitOnDay[] {
  return tree.find(unit.id) ? tree.ancestors(unit) : [];
}
