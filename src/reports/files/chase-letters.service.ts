import { Injectable } from '@nestjs/common';
import { Refusal } from '../../kernel/refusal.js';
import { MEDIA_TYPE } from '../domain/report-format.js';
import { writeChaseLetter } from '../domain/writing/chase-letter.js';
import { type LetterQuery } from '../dto/report.requests.js';
import { render } from '../renderings/render.js';
import { type ReportFile, ReportFiles, sha256Of } from './report-files.service.js';
import { formatUnknown, nothingToChase } from '../reports.errors.js';
import { type ReportRow } from '../reports.queries.js';
import { ReportsService } from '../reports.service.js';

export const LETTER_FORMATS = ['docx', 'pdf', 'html'] as const;

/** Letters to those who lack a system or gave no data, from the gaps of a report (công văn đôn đốc). */
@Injectable()
export class ChaseLetters {
  constructor(
    private readonly reports: ReportsService,
    private readonly files: ReportFiles,
  ) {}

  /** Refuses (unprocessable) where there is nobody to be reminded. */
  async file(report: ReportRow, { system, within }: LetterQuery, format: string): Promise<ReportFile> {
    const known = LETTER_FORMATS.find((one) => one === format);
    if (known === undefined) throw new Refusal([formatUnknown(LETTER_FORMATS)]);
    const { snapshot } = await this.reports.snapshotOf(report);
    const letter = writeChaseLetter(snapshot, await this.files.editionOf(report), {
      system: system ?? null,
      within: within ?? null,
    });
    if (!letter) throw new Refusal([nothingToChase()]);
    const bytes = await render(letter, known);
    const name = report.language === 'vi' ? 'cong-van-don-doc' : 'chase-letter';
    return {
      bytes,
      sha256: sha256Of(bytes),
      mediaType: MEDIA_TYPE[known],
      fileName: `${name}-${report.period.replace('..', '_')}.${known}`,
    };
  }
}
