import { Injectable } from '@nestjs/common';
import { type ReportFormat } from '../reports/domain/report-format.js';
import { printNumber } from '../reports/domain/report-number.js';
import { ReportAnswers } from '../reports/report-answers.service.js';
import { type ReportAnswer } from '../reports/dto/report.answers.js';
import { type ReportFile, ReportFiles } from '../reports/files/report-files.service.js';
import { SignedCopies } from '../reports/files/signed-copies.service.js';
import { ReportsService } from '../reports/reports.service.js';
import { type CoveringLetter, writeCoveringLetter } from './domain/covering-letter.js';

/** A file as it is sent. */
export interface ParcelFile extends ReportFile {
  readonly format: ReportFormat;
}

/** What goes to a recipient: the report as it stands, a letter, and the files asked for. */
export interface Parcel {
  readonly report: ReportAnswer;
  readonly letter: CoveringLetter;
  readonly files: readonly ParcelFile[];
}

type Report = Awaited<ReturnType<ReportsService['get']>>;

/** Puts together what is sent. Whatever cannot be rendered throws: nothing else is ever sent in its place. */
@Injectable()
export class Parcels {
  /** Files of the report that was sent last: most have several recipients. */
  private readonly rendered = new Map<string, Promise<ReportFile>>();

  constructor(
    private readonly reports: ReportsService,
    private readonly files: ReportFiles,
    private readonly answers: ReportAnswers,
    private readonly signed: SignedCopies,
  ) {}

  /** As the caller may see it. Of PDF the signed copy is sent where there is one, with the attachments signed by themselves. */
  async pack(
    reportId: string,
    to: { readonly recipient: string; readonly round: number; readonly formats: readonly ReportFormat[] },
  ): Promise<Parcel> {
    const report = await this.reports.get(reportId);
    const document = await this.files.documentOf(report);
    const signed = await this.signed.toSend(report);
    const files: ParcelFile[] = [];
    for (const format of to.formats) {
      const ours = format === 'pdf' ? signed.report : null;
      files.push({ ...(ours ?? (await this.file(report, format))), format });
      if (format === 'pdf') files.push(...signed.attachments.map((file) => ({ ...file, format })));
    }
    const letter = writeCoveringLetter({
      document,
      number: report.number === null ? null : printNumber({ number: report.number, symbol: report.symbol }),
      ...{ issuedOn: report.issuedOn, asOf: report.asOf, recipient: to.recipient, round: to.round },
      fileNames: files.map(({ fileName }) => fileName),
    });
    return { report: await this.answers.one(report), letter, files };
  }

  /** Lets go of the files that are kept from recipient to recipient. */
  forget(): void {
    this.rendered.clear();
  }

  private file(report: Report, format: ReportFormat): Promise<ReportFile> {
    const edition = `${report.id} ${report.version} ${report.number ?? ''}`;
    for (const key of this.rendered.keys()) if (!key.startsWith(edition)) this.rendered.delete(key);
    const key = `${edition} ${format}`;
    const file = this.rendered.get(key) ?? this.files.file(report, format);
    this.rendered.set(key, file);
    file.catch(() => this.rendered.delete(key));
    return file;
  }
}
