import { Injectable } from '@nestjs/common';
import { DocumentsService } from '../../documents/documents.service.js';
import { CompletenessService, type OwedItem } from '../../indicators/completeness.service.js';
import { completenessOf } from '../../indicators/domain/completeness.js';
import { IndicatorFiguresService, type IndicatorFigures } from '../../indicators/indicator-figures.service.js';
import { IndicatorsService } from '../../indicators/indicators.service.js';
import { numberOf } from '../../indicators/domain/amount.js';
import { type Measure } from '../../indicators/domain/measure.js';
import { type Noun, printMeasure } from '../../indicators/domain/print-measure.js';
import { formatReportingPeriod, readReportingPeriod, samePeriodLastYear } from '../../kernel/reporting-period.js';
import { Refusal } from '../../kernel/refusal.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { type ReportView } from './report-views.service.js';
import { type SectionId } from '../domain/report-definition.js';
import { type ReportPeriod } from '../domain/report-period.js';
import { groupedBy } from '../domain/grouped.js';
import { TargetFactsService } from './target-facts.service.js';
import { WorkFacts } from './work-facts.service.js';
import {
  type CompletenessFacts,
  type DocumentFacts,
  type IndicatorFacts,
  type Printed,
  type Snapshot,
} from '../domain/snapshot.js';

const MOST_DOCUMENTS = 200;

/** The parts of a snapshot that are about its period. */
export type ProgressOfPeriod = Pick<
  Snapshot,
  'indicators' | 'completeness' | 'targets' | 'activities' | 'scorecards' | 'documents'
>;

/** What a report says beside coverage: indicators of its period, and the documents that came out in it. */
@Injectable()
export class ProgressFacts {
  constructor(
    private readonly indicators: IndicatorsService,
    private readonly figures: IndicatorFiguresService,
    private readonly completeness: CompletenessService,
    private readonly documents: DocumentsService,
    private readonly targets: TargetFactsService,
    private readonly work: WorkFacts,
  ) {}

  /** Empty where no section says it; `named` are units that it names, as they were on the days it names them of. */
  async of(
    view: ReportView,
    period: ReportPeriod,
    isOn: (section: SectionId) => boolean,
  ): Promise<{ progress: ProgressOfPeriod; named: UnitOnDay[] }> {
    const activities = isOn('activities') ? await this.work.activitiesOf(view, period) : { facts: [], units: [] };
    const progress = {
      indicators: isOn('indicators') ? await this.indicatorsOf(view, period) : [],
      completeness: isOn('indicators') ? await this.completenessOf(view, period) : [],
      targets: isOn('targets') || isOn('levels') ? await this.targets.of(view) : [],
      activities: activities.facts,
      scorecards: isOn('scorecards') ? await this.work.scorecardsOf(view, period) : [],
      documents: isOn('documents') ? await this.documentsOf(view, period) : [],
    };
    return { progress, named: activities.units };
  }

  /** Those of which anything is known of the period or of the same one last year; none for days that are no such period. */
  private async indicatorsOf({ at, scope }: ReportView, { code }: ReportPeriod): Promise<IndicatorFacts[]> {
    const period = readReportingPeriod(code);
    if (!period) return [];
    const within = scope.map(({ id }) => id);
    const lastYear = formatReportingPeriod(samePeriodLastYear(period));
    const found: IndicatorFacts[] = [];
    for (const indicator of await this.indicators.onDay(at)) {
      const now = await this.figures.figures(at, indicator.code, { period: code, within });
      const before = await this.figures
        .figures(at, indicator.code, { period: lastYear, within })
        // A year ago the scope may not have been there.
        .catch((error: unknown) => {
          if (error instanceof Refusal) return null;
          throw error;
        });
      if (isKnown(now) || (before && isKnown(before))) found.push(...factsOf(now, before));
    }
    return found;
  }

  /** Who gave what was owed of the period, by indicator or system and level, and who still owes it. */
  private async completenessOf({ at, tree, scope }: ReportView, { code }: ReportPeriod): Promise<CompletenessFacts[]> {
    if (!readReportingPeriod(code)) return [];
    const items = await this.completeness.items(at, { period: code, within: scope.map(({ id }) => id) });
    const groups = groupedBy(items, ({ subject, unit }) => {
      const named = 'indicator' in subject ? `i ${subject.indicator.code}` : `s ${subject.system.code}`;
      return `${named} ${unit.level}`;
    });
    return [...groups.values()].map((owed): CompletenessFacts => {
      const [{ subject, unit }] = owed as [OwedItem, ...OwedItem[]];
      const { name, nameEn } = 'indicator' in subject ? subject.indicator : subject.system;
      const { eligible, covered } = completenessOf(owed, at.asOf);
      return {
        name: { vi: name, en: nameEn ?? name },
        system: 'indicator' in subject ? null : subject.system.code,
        ...{ level: unit.level, given: covered, owed: eligible },
        owing: owed.flatMap(({ givenOn, unit: { id } }) => (givenOn === null && tree.find(id) ? [id] : [])),
      };
    });
  }

  /** Decisions, resolutions and plans issued in the period up to the report's day, earliest first. */
  private async documentsOf({ at }: ReportView, { from }: ReportPeriod): Promise<DocumentFacts[]> {
    const question = { type: ['decision', 'resolution', 'plan'] as const, issuedFrom: from, issuedTo: at.asOf };
    const page = { at, offset: 0, limit: MOST_DOCUMENTS, filters: '' };
    const { rows } = await this.documents.list({ ...question, type: [...question.type] }, page);
    return rows
      .map(({ number, type, issuer, issuedOn, title }) => ({ number, type, issuer, issuedOn, title }))
      .reverse();
  }
}

function isKnown({ rows }: IndicatorFigures): boolean {
  return rows.some(({ figure }) => figure.values.length > 0);
}

/** One for each scheme, for values of several schemes are never put together. */
function factsOf(now: IndicatorFigures, before: IndicatorFigures | null): IndicatorFacts[] {
  return now.rows.map(({ definition, figure, rest }) => {
    const noun: Noun = { vi: definition.counted, en: definition.countedEn };
    const last = before?.rows.find((row) => row.definition.scheme === definition.scheme && row.figure.measure !== null);
    const { measure } = figure;
    const isCount = measure?.amount != null && measure.outOf === null && measure.comparator === '=';
    const restName = rest?.narrower.restName ?? null;
    return {
      ...{ code: definition.code, name: definition.name, nameEn: definition.nameEn },
      value: printed(measure, noun),
      lastYear: last ? printed(last.figure.measure, noun) : null,
      number: isCount ? numberOf(measure.amount) : null,
      rest:
        rest && restName !== null
          ? {
              name: { vi: restName, en: rest.narrower.restNameEn ?? restName },
              value: printed(rest.measure, { vi: rest.narrower.counted, en: rest.narrower.countedEn }),
            }
          : null,
    };
  });
}

function printed(measure: Measure | null, noun: Noun): Printed {
  return { vi: printMeasure(measure, noun, 'vi'), en: printMeasure(measure, noun, 'en') };
}
