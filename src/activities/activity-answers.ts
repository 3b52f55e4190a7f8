import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { printDay } from '../kernel/local-date.js';
import { type Language } from '../kernel/ratio.js';
import { formatReportingPeriod } from '../kernel/reporting-period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { compareVietnamese } from '../kernel/vietnamese-text.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type ActivityRow } from './activities.queries.js';
import { ActivitiesService, type ActivitySummary } from './activities.service.js';
import { type ActivityFigures, printEquipment, printPeople } from './domain/activity-figures.js';
import { type ActivityAnswer, type ActivityFiguresAnswer, type ActivityFiguresFields } from './dto/activity.answers.js';

/** Writes activities and their figures out for the caller, without the units that it may not see. */
@Injectable()
export class ActivityAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesService,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly links: DocumentLinksService,
  ) {}

  async of(
    rows: readonly ActivityRow[],
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<ActivityAnswer[]> {
    const unitOf = await this.activities.namedUnits(rows, revision, db);
    const codes = await this.systems.codes(revision, db);
    const ids = rows.map(({ id }) => String(id));
    const documentsOf = await this.links.documentsOf('activity', ids, revision, db);
    return rows.map((row): ActivityAnswer => {
      const attendance = row.attendance.flatMap(({ unitId, people }) => {
        const unit = unitOf(row, unitId);
        return unit ? [{ unit, people }] : [];
      });
      const items = row.items.flatMap(({ unitId, type, quantity, measure }) => {
        const unit = unitOf(row, unitId);
        return unit ? [{ unit, type, quantity, measure }] : [];
      });
      const organiser = unitOf(row, row.organiserId);
      const isWhole = organiser !== null && attendance.length === row.attendance.length;
      return {
        id: row.id,
        kind: row.kind,
        title: row.title,
        startsOn: row.startsOn,
        endsOn: row.endsOn,
        print: printDays(row),
        organiser,
        place: row.place,
        systems: row.systemIds.map((id) => codes.get(id) ?? ''),
        people: isWhole ? row.people : null,
        attendance,
        items,
        note: row.note,
        documents: documentsOf(String(row.id)),
        revision: row.revision,
        recordedAt: row.recordedAt,
        retraction: row.retraction,
      };
    });
  }

  async summary(summary: ActivitySummary, at: ReadPoint, language: Language): Promise<ActivityFiguresAnswer> {
    const references = summary.byUnit.map(({ unitId }) => ({ id: unitId, day: at.asOf }));
    const units = await this.units.onDays(references, at.revision);
    const byUnit = summary.byUnit.map(({ unitId, figures }, index) => {
      const { code, name } = units[index] as { code: string; name: string };
      return { unit: { id: unitId, code, name }, period: null, ...fieldsOf(figures, language) };
    });
    byUnit.sort((a, b) => compareVietnamese(a.unit.name, b.unit.name) || (a.unit.code < b.unit.code ? -1 : 1));
    const byPeriod = summary.byPeriod.map(({ period, figures }) => ({
      unit: null,
      period: formatReportingPeriod(period),
      ...fieldsOf(figures, language),
    }));
    const { asOf, knownAt, revision } = at;
    return {
      ...{ asOf, knownAt, revision, ...summary.days },
      within: summary.scope.map(({ code }) => code),
      totals: fieldsOf(summary.totals, language),
      rows: [...byUnit, ...byPeriod],
    };
  }
}

function printDays({ startsOn, endsOn }: ActivityRow): string {
  return startsOn === endsOn ? printDay(startsOn) : `${printDay(startsOn)} - ${printDay(endsOn)}`;
}

function fieldsOf(figures: ActivityFigures, language: Language): ActivityFiguresFields {
  const { trainings, people, unstated, unitsTrained, equipment } = figures;
  return {
    ...{ trainings, people, unstated, printPeople: printPeople(figures, language), unitsTrained },
    equipment: equipment.map((figure) => ({ ...figure, print: printEquipment(figure, language) })),
  };
}
