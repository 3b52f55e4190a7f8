import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type ServiceOptions } from '../../../config/service-options.js';
import { type SigningOptions } from '../../../config/signing.js';
import { FIELD_TIME_ZONE } from '../../kernel/local-date.js';
import { Refusal, refuseIfAny } from '../../kernel/refusal.js';
import { Clock } from '../../platform/clock/clock.js';
import { type UploadedForm } from '../../platform/http/uploads.js';
import { SERVICE_OPTIONS } from '../../platform/service-options.token.js';
import { printNumber } from '../domain/report-number.js';
import { sign } from '../renderings/render.js';
import { readSignatures } from '../renderings/signatures/read-signatures.js';
import { type ShownSignature } from '../renderings/signatures/sign-pdf.js';
import { openKey } from '../renderings/signatures/signing-key.js';
import { ReportFiles, sha256Of } from './report-files.service.js';
import { notAPdf, notIssuedYet, signingFileUnreadable, signingNotConfigured } from '../reports.errors.js';
import { type ReportRow } from '../reports.queries.js';
import { type SignedCopy, SignedCopies } from './signed-copies.service.js';

/** Where an operator at a terminal keeps another key than the service's. */
export type KeyAtHand = Pick<SigningOptions, 'keyFile' | 'passphrase'>;

/** Signs with the office's key what was issued: our own PDF, or an attachment that goes with it as a file of its own. */
@Injectable()
export class SignReport {
  constructor(
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
    private readonly files: ReportFiles,
    private readonly copies: SignedCopies,
    private readonly clock: Clock,
  ) {}

  /**
   * The PDF that was kept on issuing, with the office's signature in the place of box 7. Refuses a report that is not
   * issued, and a key that is not there, cannot be opened or does not hold today.
   */
  async report(report: ReportRow, key?: KeyAtHand): Promise<SignedCopy> {
    if (report.number === null) throw new Refusal([notIssuedYet()]);
    const opened = await this.open(key);
    const { bytes, fileName } = await this.files.file(report, 'pdf');
    const shown = await this.shownOf(opened.settings, opened.holder, opened.at);
    const end = report.language === 'vi' ? 'da-ky' : 'signed';
    return this.signed(bytes, opened, shown, { kind: 'report', fileName: fileName.replace(/\.pdf$/, `-${end}.pdf`) });
  }

  /**
   * A PDF that goes with a report as a file of its own: marked at the top right of its first page with number and symbol
   * of the report and the time. Refuses also what is no PDF.
   * Source: Decree 30/2020/NĐ-CP, appendix I, part II: attachments in one file with the document are not signed again.
   */
  async attachment(report: ReportRow, form: UploadedForm): Promise<SignedCopy> {
    const copy = await this.copies.judge(report, form);
    const opened = await this.open();
    const number = printNumber({ number: report.number ?? 0, symbol: report.symbol });
    const shown = { as: 'corner', lines: [number, printedInstant(opened.at)] } as const;
    return this.signed(copy.bytes, opened, shown, { kind: 'attachment', fileName: copy.fileName });
  }

  /** What cannot be opened is refused here: the thread that signs loses what a fault says. */
  private async open(key?: KeyAtHand) {
    const settings = this.options.signing;
    const { keyFile, passphrase } = key ?? settings ?? { keyFile: null, passphrase: '' };
    if (keyFile === null) throw new Refusal([signingNotConfigured()]);
    const p12 = await readGiven(keyFile, 'SIGNING_KEY_FILE');
    const at = new Date(this.clock.now()).toISOString();
    const { holder } = await openKey(p12, passphrase, at);
    return { settings, p12, passphrase, at, holder };
  }

  private async shownOf(settings: SigningOptions | null, holder: string, at: string): Promise<ShownSignature> {
    if (settings?.imageFile == null) return { as: 'words', lines: [holder, printedInstant(at)] };
    const image = await readGiven(settings.imageFile, 'SIGNING_IMAGE_FILE');
    const seal = settings.sealFile === null ? null : await readGiven(settings.sealFile, 'SIGNING_SEAL_FILE');
    return { as: 'images', image, seal };
  }

  private async signed(
    pdf: Buffer,
    { p12, passphrase, at }: { p12: Buffer; passphrase: string; at: string },
    shown: ShownSignature,
    about: Pick<SignedCopy, 'kind' | 'fileName'>,
  ): Promise<SignedCopy> {
    const bytes = await sign(pdf, { p12, passphrase, at, shown }).catch(() => {
      throw new Refusal([notAPdf(about.fileName)]);
    });
    const signatures = await readSignatures(bytes);
    refuseIfAny(signatures.length === 0 ? [notAPdf(about.fileName)] : []);
    return { ...about, signedHere: true, bytes, sha256: sha256Of(bytes), signatures };
  }
}

async function readGiven(file: string, variable: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    const reason = (error as { code?: string }).code ?? 'unknown';
    throw new Refusal([signingFileUnreadable(variable, reason)]);
  });
}

/** As ISO 8601 has it in the time of the field: `2017-01-05T08:00:00+07:00`. */
function printedInstant(instant: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(FIELD_TIME_ZONE)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' });
}
