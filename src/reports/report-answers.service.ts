import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Db } from '../platform/database/db.js';
import { printNumber } from './domain/report-number.js';
import { type DefinitionAnswer, type ReportAnswer, type RunAnswer } from './dto/report.answers.js';
import { type DefinitionRow } from './definitions/report-definitions.queries.js';
import { selectRenderings, selectSignedCopies } from './files/report-files.queries.js';
import { type RunRow } from './schedule/report-runs.queries.js';
import { type ReportRow } from './reports.queries.js';

/** Reports as the interface gives them. */
@Injectable()
export class ReportAnswers {
  constructor(private readonly dataSource: DataSource) {}

  async of(rows: readonly ReportRow[], db: Db = this.dataSource.manager): Promise<ReportAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const [files, copies] = await Promise.all([selectRenderings(db, ids), selectSignedCopies(db, ids)]);
    return rows.map((row) => ({
      ...field(row),
      files: files
        .filter(({ reportId }) => reportId === row.id)
        .map(({ format, sha256, size }) => ({ format, sha256, size })),
      signedCopies: copies
        .filter(({ reportId }) => reportId === row.id)
        .map(({ fileName, sha256, size, kind, signedHere, uploadedAt, uploadedBy, signatures }) => ({
          ...{ fileName, sha256, size, kind, signedHere, uploadedAt, uploadedBy, signatures },
        })),
    }));
  }

  async one(row: ReportRow, db?: Db): Promise<ReportAnswer> {
    const [answer] = await this.of([row], db);
    if (!answer) throw new Error('One report has one answer');
    return answer;
  }
}

export function definitionAnswer({ id, code, version, writtenAt, content }: DefinitionRow): DefinitionAnswer {
  return {
    ...{ id, code, version, writtenAt },
    ...content,
    sections: content.sections.map(({ systems, ...section }) => ({ ...section, systems: systems && [...systems] })),
    textBlocks: content.textBlocks.map((block) => ({ ...block })),
    addressees: [...content.addressees],
    legalBases: [...content.legalBases],
    recipients: [...content.recipients],
    signatory: { lines: [...content.signatory.lines], name: content.signatory.name },
    systemNames: content.systemNames.map((name) => ({ ...name })),
  };
}

export function runAnswer(row: RunRow): RunAnswer {
  const { definition, period, asOf, dueAt, state, attempts, retryAt, lastError } = row;
  const { reportId, toDeliver, finishedAt, alarmedAt } = row;
  return {
    ...{ definition, period, asOf, dueAt, state, attempts, retryAt, lastError },
    ...{ reportId, toDeliver, finishedAt, alarmedAt },
  };
}

function field(row: ReportRow): Omit<ReportAnswer, 'files' | 'signedCopies'> {
  const { id, definition, definitionVersion, name, type, period, periodFrom, periodTo, asOf, revision } = row;
  const { snapshotSha256, replaces, replacedBy, madeAt, madeBy, version, textBlocks } = row;
  const { reviewedAt, reviewedBy, issuedAt, issuedBy, number, symbol, issuedOn, auditHead } = row;
  return {
    ...{ id, definition, definitionVersion, name, type },
    state: number === null ? 'draft' : replacedBy === null ? 'issued' : 'replaced',
    ...{ period, periodFrom, periodTo, asOf, revision, snapshotSha256, replaces, replacedBy, madeAt, madeBy, version },
    ...{ textBlocks, reviewedAt, reviewedBy, issuedAt, issuedBy, issuedOn, auditHead },
    number: number === null ? null : printNumber({ number, symbol }),
  };
}
