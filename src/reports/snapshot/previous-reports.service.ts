import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Figure } from '../../coverage/domain/figure.js';
import { CoverageFacts, figureKey, type FiguresBefore } from './coverage-facts.service.js';
import { printNumber } from '../domain/report-number.js';
import { type PreviousReport, type Snapshot } from '../domain/snapshot.js';
import { type ReportView, ReportViews } from './report-views.service.js';
import { findPreviousIssued, selectSnapshot } from '../reports.queries.js';

/** What the last report said, and what is now known of its day. */
@Injectable()
export class PreviousReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly views: ReportViews,
    private readonly coverage: CoverageFacts,
  ) {}

  /** The last issued report of a definition up to the day, but for the one that is being replaced; null: there is none. */
  async before(
    definitionId: string,
    view: ReportView,
    replaces: string | null,
  ): Promise<{ previous: PreviousReport | null; figures: FiguresBefore }> {
    const db = this.dataSource.manager;
    const row = await findPreviousIssued(db, definitionId, { asOf: view.at.asOf, except: replaces });
    if (!row) return { previous: null, figures: { printed: new Map(), knownNow: new Map() } };
    const { id, number, symbol, issuedOn, asOf, revision, knownAt } = row;
    if (number === null || issuedOn === null) throw new Error('An issued report has its number and day');
    const earlier = JSON.parse(await selectSnapshot(db, id)) as Snapshot;
    const printed = new Map(
      earlier.systems.flatMap(({ code, levels }) =>
        levels.map(({ level, figure }): [string, Figure] => [figureKey(code, level), figure]),
      ),
    );
    const then = { ...view.at, asOf, projected: false };
    const knownNow = await this.coverage.figuresOn(then, await this.views.scopeOn(view, asOf));
    return {
      previous: { id, number: printNumber({ number, symbol }), issuedOn, asOf, revision, knownAt },
      figures: { printed, knownNow },
    };
  }
}
