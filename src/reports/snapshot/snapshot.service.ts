import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { APP_VERSION } from '../../../config/app-version.js';
import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { ChangeFactsService } from './change-facts.service.js';
import { CoverageFacts } from './coverage-facts.service.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { type SectionId } from '../domain/report-definition.js';
import { type ReportPeriod } from '../domain/report-period.js';
import { type Snapshot } from '../domain/snapshot.js';
import { PreviousReports } from './previous-reports.service.js';
import { ProgressFacts } from './progress-facts.service.js';
import { type DefinitionRow } from '../definitions/report-definitions.queries.js';
import { ReportViews } from './report-views.service.js';

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
    private readonly views: ReportViews,
    private readonly previous: PreviousReports,
    private readonly coverage: CoverageFacts,
    private readonly changes: ChangeFactsService,
    private readonly progress: ProgressFacts,
  ) {}

  /** Refuses a definition whose unit is not there on the day. */
  async freeze({ definition, period, asOf, replaces, frozenAt }: SnapshotRequest): Promise<Frozen> {
    const { id, code, version, content } = definition;
    const view = await this.views.view(content, asOf);
    const { revision, knownAt } = view.at;
    const { previous, figures } = await this.previous.before(id, view, replaces);
    const systems = await this.coverage.systemsOf(view, figures);
    const codes = systems.map((system) => system.code);
    // What no section says is not worked out.
    const isOn = (id: SectionId): boolean => content.sections.some((section) => section.id === id && section.on);
    const spoken = isOn('changes') || isOn('levels') ? codes : [];
    const changes = await this.changes.changes(view, spoken, previous, addDays(period.from, -1));
    const { progress, named: active } = await this.progress.of(view, period, isOn);
    const named = [
      ...systems.flatMap(({ levels }) => levels.flatMap(({ units }) => units.map(({ unit }) => unit))),
      ...progress.completeness.flatMap(({ owing }) => owing),
      ...active.map((unit) => unit.id),
    ];
    const snapshot: Snapshot = {
      ...{ format: 1, app: APP_VERSION, frozenAt, at: { asOf, revision, knownAt } },
      ...{ definition: { id, code, version, content }, period, scope: view.scope.map((unit) => unit.id), previous },
      systems,
      trend: isOn('levels') ? await this.coverage.trend(view, content.rule) : { days: [], series: [] },
      changes: changes.facts,
      ...progress,
      units: await this.views.named(view, named, [...changes.units, ...active]),
    };
    const json = canonicalJson(snapshot);
    return { snapshot, json, sha256: createHash('sha256').update(json).digest('hex') };
  }
}
