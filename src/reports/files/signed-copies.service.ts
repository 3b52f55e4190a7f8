import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { readFileName } from '../../documents/domain/file-name.js';
import { Refusal, refuseIfAny } from '../../kernel/refusal.js';
import { Calls } from '../../platform/call/calls.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { type UploadedForm } from '../../platform/http/uploads.js';
import { MEDIA_TYPE } from '../domain/report-format.js';
import { type ReadSignature, readSignatures } from '../renderings/signatures/read-signatures.js';
import { findSignedCopy, insertSignedCopy, selectSignedCopies } from './report-files.queries.js';
import { type ReportFile, sha256Of } from './report-files.service.js';
import {
  notAPdf,
  notIssuedYet,
  oneFileOnly,
  signedCopyThere,
  signedCopyUnknown,
  signedHereAlready,
} from '../reports.errors.js';
import { type ReportRow } from '../reports.queries.js';

/** A signed copy that may be kept: it is a PDF, and its signatures were read. */
export interface SignedCopy {
  /** Of the report, or of an attachment that is a file of its own. */
  readonly kind: 'report' | 'attachment';
  /** With the office's key, by this service. */
  readonly signedHere: boolean;
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly signatures: readonly ReadSignature[];
}

/** Documents signed here, or signed and sent back by the office, kept beside ours with what their signatures say. */
@Injectable()
export class SignedCopies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
  ) {}

  /** Judges a form by its bytes; refuses what is not one readable PDF, and a report that is not issued. */
  async judge(report: ReportRow, { files, faults }: UploadedForm): Promise<SignedCopy> {
    refuseIfAny([
      ...faults,
      ...(report.number === null ? [notIssuedYet()] : []),
      ...(files.length > 1 ? [oneFileOnly()] : []),
    ]);
    const [file] = files;
    if (!file) throw new Error('A form without faults has a file');
    const name = readFileName(file.fileName);
    const fileName = typeof name === 'string' ? `${report.symbol}-${report.period}.pdf` : name.name;
    if (!file.bytes.subarray(0, 1024).includes('%PDF-')) throw new Refusal([notAPdf(fileName)]);
    const signatures = await readSignatures(file.bytes);
    const about = { kind: 'report', signedHere: false } as const;
    return { ...about, fileName, bytes: file.bytes, sha256: sha256Of(file.bytes), signatures };
  }

  /** Refuses a file that is there, and a second signature of the report with one key. */
  async keep(tx: WriteTransaction, report: ReportRow, copy: SignedCopy): Promise<void> {
    const there = copy.signedHere && copy.kind === 'report' ? await selectSignedCopies(tx.manager, [report.id]) : [];
    const same = there.find((one) => one.signedHere && one.kind === 'report' && isBySame(one.signatures, copy));
    if (same) throw new Refusal([signedHereAlready(same.sha256)]);
    if (await findSignedCopy(tx.manager, report.id, copy.sha256)) throw new Refusal([signedCopyThere(copy.fileName)]);
    const uploadedBy = this.calls.current().caller.account?.name ?? null;
    await insertSignedCopy(tx.manager, report.id, { ...copy, uploadedBy });
    await this.audit.record(tx.manager, {
      subject: { type: 'report', id: report.id },
      after: {
        ...{ signedCopy: copy.sha256, fileName: copy.fileName, kind: copy.kind, signedHere: copy.signedHere },
        signers: copy.signatures.map(({ signer }) => signer),
      },
    });
  }

  /** What recipients are to have: the report as it was signed last, null where it was not, and each signed attachment. */
  async toSend(report: ReportRow): Promise<{ report: ReportFile | null; attachments: ReportFile[] }> {
    const copies = await selectSignedCopies(this.dataSource.manager, [report.id]);
    const last = copies.findLast(({ kind }) => kind === 'report');
    const attachments = copies.filter(({ kind }) => kind === 'attachment');
    return {
      report: last ? await this.file(report, last.sha256) : null,
      attachments: await Promise.all(attachments.map(({ sha256 }) => this.file(report, sha256))),
    };
  }

  /** Refuses (missing) a copy that the report does not have. */
  async file(report: ReportRow, sha256: string): Promise<ReportFile> {
    const found = /^[0-9a-f]{64}$/.test(sha256)
      ? await findSignedCopy(this.dataSource.manager, report.id, sha256)
      : null;
    if (!found) throw new Refusal([signedCopyUnknown(sha256)]);
    return { bytes: found.bytes, sha256, mediaType: MEDIA_TYPE.pdf, fileName: found.fileName };
  }
}

function isBySame(signatures: readonly ReadSignature[], copy: SignedCopy): boolean {
  const [own] = copy.signatures;
  return signatures.some(({ signer, issuer }) => signer === own?.signer && issuer === own.issuer);
}
