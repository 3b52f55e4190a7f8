import { Injectable } from '@nestjs/common';
import { ActivityRecording } from '../activities/activity-recording.service.js';
import { ActivityDto } from '../activities/dto/activity.requests.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { StatedResultDto } from '../scorecards/dto/result.requests.js';
import { ScorecardDto } from '../scorecards/dto/scorecard.requests.js';
import { ResultsService } from '../scorecards/results.service.js';
import { ScorecardsService } from '../scorecards/scorecards.service.js';
import { readSample } from './sample-files.js';
import { type IdOfUnit } from './sample-units.service.js';

/** Loads the activities and the published scorecards of data/sample. */
@Injectable()
export class SampleScorecards {
  constructor(
    private readonly activities: ActivityRecording,
    private readonly scorecards: ScorecardsService,
    private readonly results: ResultsService,
  ) {}

  /** `documents` are the ids of the documents of the sample by the line of the fact sheet that names them. */
  async load(
    tx: WriteTransaction,
    idOf: IdOfUnit,
    documents: ReadonlyMap<string, string>,
    article: string,
  ): Promise<void> {
    const activities = readSample('activities.csv').map(({ kind, title, starts_on, organiser, systems, quote }) =>
      submit(ActivityDto, {
        ...{ kind, title, startsOn: starts_on, organiser: idOf(organiser), systems, note: quote, documents: [article] },
      }),
    );
    await this.activities.recordBatch(tx, { items: activities, faults: [] });
    for (const { code, name, name_en, year, within, document, documents: fact } of readSample('scorecards.csv')) {
      const scorecard = await this.scorecards.create(tx, submit(ScorecardDto, { code, name, nameEn: name_en }));
      const stated = {
        ...{ year, within: idOf(within), document, documents: documents.get(fact ?? '') },
        units: rowsOf('scorecard-units.csv', scorecard).map(({ unit, points, rank }) => ({
          ...{ unit: idOf(unit), points: Number(points), rank },
        })),
        grades: rowsOf('scorecard-grades.csv', scorecard).map((row) => ({
          ...{ grade: row['grade'], name: row['name'], count: row['count'] },
        })),
      };
      await this.results.state(tx, scorecard, submit(StatedResultDto, stated));
    }
  }
}

function rowsOf(file: string, scorecard: string): Partial<Record<string, string>>[] {
  return readSample(file).filter((row) => row['scorecard'] === scorecard);
}
