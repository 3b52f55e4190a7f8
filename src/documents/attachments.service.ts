import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type UploadedFile } from '../platform/http/uploads.js';
import { type Submission } from '../platform/validation/submission.js';
import {
  type AttachmentRow,
  closeAttachment,
  findAttachment,
  insertAttachments,
  insertContent,
  selectAttachments,
  selectPart,
} from './attachments.queries.js';
import {
  attachedAlready,
  attachmentUnknown,
  extensionDiffers,
  fileEmpty,
  fileNameRefused,
  fileTypeRefused,
} from './documents.errors.js';
import { DocumentsService } from './documents.service.js';
import { readFileName } from './domain/file-name.js';
import { MEDIA_TYPES, sniff } from './domain/media-type.js';
import { type ReasonDto } from './dto/document.requests.js';

/** A file that may be attached: its name and type were judged, and its bytes are kept under their hash. */
export type StagedFile = Pick<AttachmentRow, 'sha256' | 'fileName' | 'mediaType'> & { readonly path: string };

const PART_BYTES = 1024 * 1024;

/** The files of documents, in the database itself (ADR 14). */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
  ) {}

  /** What is attached to a document. */
  async of(documentId: string, revision: number, db = this.dataSource.manager): Promise<AttachmentRow[]> {
    return selectAttachments(db, documentId, revision);
  }

  /** A file of a document that the caller may see. */
  async get(documentId: string, sha256: string, revision: number): Promise<AttachmentRow> {
    const document = await this.documents.get(documentId, revision);
    return this.find(document.id, sha256, revision);
  }

  /** The bytes of a file, read from the database part by part as they are taken. */
  read({ sha256, size }: Pick<AttachmentRow, 'sha256' | 'size'>): Readable {
    const db = this.dataSource.manager;
    return Readable.from(
      (async function* () {
        for (let offset = 0; offset < size; offset += PART_BYTES)
          yield await selectPart(db, sha256, offset, PART_BYTES);
      })(),
      { objectMode: false },
    );
  }

  /**
   * Judges files by their bytes, and keeps those of all of them under their hashes; refuses with the faults of all,
   * keeping none. This is done before taking a place in the line of writers, which so much would hold up.
   */
  async stage(files: readonly UploadedFile[], faults: readonly Fault[]): Promise<StagedFile[]> {
    const judged: (StagedFile & { bytes: Buffer })[] = [];
    const found = [...faults];
    for (const file of files) {
      const one = await judge(file);
      if ('bytes' in one) judged.push(one);
      else found.push(one);
    }
    for (const [index, { sha256, path, fileName }] of judged.entries()) {
      if (judged.findIndex((other) => other.sha256 === sha256) < index) found.push(attachedAlready(path, fileName));
    }
    refuseIfAny(found);
    for (const { sha256, bytes } of judged) await insertContent(this.dataSource.manager, sha256, bytes);
    return judged.map(({ path, sha256, fileName, mediaType }) => ({ path, sha256, fileName, mediaType }));
  }

  /** Keeps bytes that are no document's, under their hash; the hash. `read` gives them back. */
  async keep(bytes: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await insertContent(this.dataSource.manager, sha256, bytes);
    return sha256;
  }

  /** Attaches staged files to a document, all of them or none. */
  async attach(tx: WriteTransaction, documentId: string, files: readonly StagedFile[]): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const { id } = await this.documents.getOwn(documentId, last, tx.manager);
    const attached = new Set((await selectAttachments(tx.manager, id, last)).map(({ sha256 }) => sha256));
    refuseIfAny(
      files.filter(({ sha256 }) => attached.has(sha256)).map(({ path, fileName }) => attachedAlready(path, fileName)),
    );
    await insertAttachments(tx.manager, id, files, (await tx.revision()).n);
  }

  /** The file should not have been attached: from this revision on it is not. */
  async retract(
    tx: WriteTransaction,
    documentId: string,
    sha256: string,
    submission: Submission<ReasonDto>,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const { id } = await this.documents.getOwn(documentId, last, tx.manager);
    await this.find(id, sha256, last, tx.manager);
    refuseIfAny(submission.faults);
    await closeAttachment(tx.manager, id, sha256, submission.value.reason ?? '', (await tx.revision()).n);
  }

  private async find(
    documentId: string,
    sha256: string,
    revision: number,
    db = this.dataSource.manager,
  ): Promise<AttachmentRow> {
    const found = /^[0-9a-f]{64}$/.test(sha256) ? await findAttachment(db, documentId, sha256, revision) : null;
    if (!found) throw new Refusal([attachmentUnknown(sha256)]);
    return found;
  }
}

async function judge({ path, fileName, bytes }: UploadedFile): Promise<(StagedFile & { bytes: Buffer }) | Fault> {
  const read = readFileName(fileName);
  if (typeof read === 'string') return fileNameRefused(path, read);
  const { name, extension } = read;
  if (bytes.length === 0) return fileEmpty(path, name);
  const sniffed = await sniff(bytes);
  if ('refused' in sniffed) return fileTypeRefused(path, name, sniffed.refused);
  const mediaType = sniffed.types.find((type) => MEDIA_TYPES.get(type)?.includes(extension));
  if (mediaType === undefined) {
    const expected = sniffed.types.flatMap((type) => MEDIA_TYPES.get(type) ?? []);
    return extensionDiffers(path, name, sniffed.types, expected);
  }
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), fileName: name, mediaType, bytes };
}
