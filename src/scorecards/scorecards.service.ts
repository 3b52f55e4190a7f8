import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { type Submission } from '../platform/validation/submission.js';
import { type ScorecardChangeDto, type ScorecardDto, type ScorecardVersionDto } from './dto/scorecard.requests.js';
import { noVersionToReplace, scorecardCodeTaken, scorecardUnknown, versionOfYearTaken } from './scorecards.errors.js';
import {
  closeTitle,
  closeVersion,
  countVersions,
  insertScorecard,
  insertTitle,
  insertVersion,
  type ScorecardRow,
  selectScorecards,
  selectVersions,
  type VersionRow,
} from './scorecards.queries.js';
import { VersionReader } from './version-reader.js';

export { type ScorecardRow, type VersionRow } from './scorecards.queries.js';

/** Scorecards and the versions of their criteria (domain.md §6). */
@Injectable()
export class ScorecardsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: VersionReader,
  ) {}

  async list(revision: number, db: Db = this.dataSource.manager): Promise<ScorecardRow[]> {
    return selectScorecards(db, revision);
  }

  /** Refuses (missing) a code that names none. */
  async get(code: string, revision: number, db: Db = this.dataSource.manager): Promise<ScorecardRow> {
    const [scorecard] = await selectScorecards(db, revision, code);
    if (!scorecard) throw new Refusal([scorecardUnknown(code)]);
    return scorecard;
  }

  /** Its versions, earliest year first. */
  async versions(scorecardId: number, revision: number, db: Db = this.dataSource.manager): Promise<VersionRow[]> {
    return selectVersions(db, scorecardId, revision);
  }

  async create(tx: WriteTransaction, submission: Submission<ScorecardDto>): Promise<string> {
    const { n: last } = await tx.lastRevision();
    const { code, name, nameEn } = submission.value;
    const taken = code !== undefined && (await selectScorecards(tx.manager, last, code)).length > 0;
    refuseIfAny([...submission.faults, ...(taken ? [scorecardCodeTaken(code)] : [])]);
    if (code === undefined || name === undefined) throw new Error('Checked above');
    const { n } = await tx.revision();
    const id = await insertScorecard(tx.manager, code, n);
    await insertTitle(tx.manager, { id, name, nameEn: nameEn ?? null }, n);
    return code;
  }

  /** It is called otherwise from this revision on. */
  async rename(
    tx: WriteTransaction,
    code: string,
    submission: Submission<ScorecardChangeDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const { id, name, nameEn, version } = await this.get(code, last, tx.manager);
    requireMatch(ifMatch, version);
    refuseIfAny(submission.faults);
    const { n } = await tx.revision();
    await closeTitle(tx.manager, id, n);
    await insertTitle(tx.manager, { id, name, nameEn, ...submission.value }, n);
  }

  /** A version for the years from `fromYear` on, or in the place of the one that is; its number. */
  async addVersion(tx: WriteTransaction, code: string, submission: Submission<ScorecardVersionDto>): Promise<number> {
    const { n: last } = await tx.lastRevision();
    const { id } = await this.get(code, last, tx.manager);
    const { definition, faults } = await this.reader.read(tx, submission);
    const { fromYear, replaces } = submission.value;
    if (fromYear !== undefined) {
      const present = (await selectVersions(tx.manager, id, last)).find((version) => version.fromYear === fromYear);
      if (present && replaces !== present.number) faults.push(versionOfYearTaken(fromYear, present.number));
      if (!present && replaces !== undefined) faults.push(noVersionToReplace(fromYear));
    }
    refuseIfAny(faults);
    if (definition === null || fromYear === undefined) throw new Error('Checked above');
    const { n } = await tx.revision();
    await closeVersion(tx.manager, id, fromYear, n);
    const number = 1 + (await countVersions(tx.manager, id));
    const legalBasis = submission.value.legalBasis ?? null;
    await insertVersion(tx.manager, { scorecardId: id, number, fromYear, definition, legalBasis }, n);
    return number;
  }
}
