import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Sealer } from '../../audit/sealer.service.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { Refusal } from '../../kernel/refusal.js';
import { type OfficialDocument } from '../domain/official-document.js';
import { MEDIA_TYPE, REPORT_FORMATS, type ReportFormat } from '../domain/report-format.js';
import { printNumber } from '../domain/report-number.js';
import { type Edition, writeReport } from '../domain/writing/report-writer.js';
import { reportCsv } from './report-csv.js';
import { reportJson } from './report-json.js';
import { findRendering } from './report-files.queries.js';
import { formatUnknown } from '../reports.errors.js';
import { findReport, type ReportRow } from '../reports.queries.js';
import { ReportsService } from '../reports.service.js';
import { renderReport } from '../renderings/render.js';

/** A file of a report. */
export interface ReportFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly mediaType: string;
  /** `BC-STTTT-2016-du-thao.docx`. */
  readonly fileName: string;
}

/** The files of a report that is about to be issued, and the head of the audit that they print. */
export interface FilesToIssue {
  readonly auditHead: string;
  readonly files: readonly { readonly format: ReportFormat; readonly bytes: Buffer; readonly sha256: string }[];
}

/** A report's files: of a draft made when they are asked for, of what is issued the very bytes that were kept. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly sealer: Sealer,
  ) {}

  /** Refuses (missing) a format that reports are not given in. */
  async file(report: ReportRow, format: string): Promise<ReportFile> {
    const known = REPORT_FORMATS.find((one) => one === format);
    if (known === undefined) throw new Refusal([formatUnknown(REPORT_FORMATS)]);
    const about = { mediaType: MEDIA_TYPE[known], fileName: fileNameOf(report, known) };
    if (report.number !== null) {
      const kept = await findRendering(this.dataSource.manager, report.id, known);
      if (!kept) throw new Error(`The issued report ${report.id} lacks its ${known}`);
      return { ...kept, ...about };
    }
    const bytes = await this.render(report, await this.editionOf(report), known);
    return { bytes, sha256: sha256Of(bytes), ...about };
  }

  /** The document that a draft makes, or that an issued one was made from. */
  async documentOf(report: ReportRow): Promise<OfficialDocument> {
    const { snapshot } = await this.reports.snapshotOf(report);
    return writeReport(snapshot, await this.editionOf(report));
  }

  /** Every format of a draft as it will read once it bears a number and a day, with the audit's head of now. */
  async filesToIssue(draft: ReportRow, number: number, issuedOn: LocalDate): Promise<FilesToIssue> {
    const auditHead = await this.sealer.head();
    const edition = { ...(await this.editionOf(draft)), number, issuedOn, auditHead };
    const files: FilesToIssue['files'][number][] = [];
    for (const format of REPORT_FORMATS) {
      const bytes = await this.render(draft, edition, format);
      files.push({ format, bytes, sha256: sha256Of(bytes) });
    }
    return { auditHead, files };
  }

  /** The bytes of one format; pure but for reading the snapshot. */
  async render(report: ReportRow, edition: Edition, format: ReportFormat): Promise<Buffer> {
    if (format !== 'json' && format !== 'csv')
      return renderReport(await this.reports.snapshotJsonOf(report), edition, format);
    const { snapshot, json } = await this.reports.snapshotOf(report);
    return format === 'json' ? reportJson(report, edition, { snapshot, json }) : reportCsv(snapshot);
  }

  /** What a report bears as it stands. */
  async editionOf(report: ReportRow): Promise<Edition> {
    const replaced = report.replaces === null ? null : await findReport(this.dataSource.manager, report.replaces);
    return {
      ...{ number: report.number, symbol: report.symbol, issuedOn: report.issuedOn, textBlocks: report.textBlocks },
      replaces:
        replaced && replaced.number !== null && replaced.issuedOn !== null
          ? { number: printNumber({ number: replaced.number, symbol: replaced.symbol }), issuedOn: replaced.issuedOn }
          : null,
      ...{ snapshotSha256: report.snapshotSha256, auditHead: report.auditHead },
    };
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fileNameOf({ symbol, period, number, language }: ReportRow, format: ReportFormat): string {
  const state = number === null ? (language === 'vi' ? 'du-thao' : 'draft') : String(number).padStart(2, '0');
  return `${symbol}-${period.replace('..', '_')}-${state}.${format}`;
}
