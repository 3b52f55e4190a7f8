import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayUse } from '../access/domain/rights.js';
import { AuditLog } from '../audit/audit-log.js';
import { AttachmentsService } from '../documents/attachments.service.js';
import { fileEmpty, fileNameRefused } from '../documents/documents.errors.js';
import { readFileName } from '../documents/domain/file-name.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type UploadedFile } from '../platform/http/uploads.js';
import { type Submission } from '../platform/validation/submission.js';
import { type ImportDto, type UndoImportDto } from './dto/import.requests.js';
import { type ImportKind } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import { ImportRunner, type RunEnd, type Told } from './import-runner.service.js';
import {
  appliedAlready,
  importUnderWay,
  importUnknown,
  kindNotAllowed,
  notApplied,
  undoneAlready,
} from './imports.errors.js';
import {
  beginApplying,
  countImports,
  findImport,
  type ImportOutcome,
  type ImportRow,
  insertImport,
  type NewImport,
  selectImports,
  updateUndone,
} from './imports.queries.js';

export type ImportFound = ImportRow & { outcome: ImportOutcome | null };

/** A file that may be imported: its bytes are kept under their hash. */
export interface StagedUpload {
  readonly wishes: NewImport;
  readonly bytes: Buffer;
}

/** Files brought in: who brought them, what they did, and taking it back. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
    private readonly attachments: AttachmentsService,
    private readonly kinds: ImportKinds,
    private readonly runner: ImportRunner,
  ) {}

  /** Judges what comes with a file and keeps the file, before a place in the line of writers is taken. */
  async stage(
    file: UploadedFile | undefined,
    submission: Submission<ImportDto>,
    faults: readonly Fault[],
  ): Promise<StagedUpload> {
    const { kind, mode, asOf, confirmRetracted, reason } = submission.value;
    const found = [...faults, ...submission.faults];
    if (kind !== undefined && !this.mayImport(this.kinds.get(kind))) found.push(kindNotAllowed('kind', kind));
    const name = file && readFileName(file.fileName);
    if (file && typeof name === 'string') found.push(fileNameRefused(file.path, name));
    if (file?.bytes.length === 0) found.push(fileEmpty(file.path, file.fileName));
    refuseIfAny(found);
    if (!file || typeof name !== 'object' || kind === undefined) throw new Error('Checked above');
    const sha256 = await this.attachments.keep(file.bytes);
    const wishes: NewImport = {
      ...{ kind, mode: mode ?? 'check', fileName: name.name, sha256, asOf: asOf ?? null },
      ...{ confirmRetracted: confirmRetracted ?? false, reason: reason ?? null },
    };
    return { wishes, bytes: file.bytes };
  }

  /** Records that a file was brought in; its id. */
  async record(tx: WriteTransaction, wishes: NewImport): Promise<string> {
    const { account } = this.calls.current().caller;
    const id = await insertImport(tx.manager, wishes, account);
    await this.audit.record(tx.manager, {
      subject: { type: 'import', id },
      after: { ...wishes },
      reason: wishes.reason,
    });
    return id;
  }

  /** Runs a recorded import that nobody runs; how it ends. */
  async run(id: string, bytes: Buffer, expected: string | null, told?: Told): Promise<RunEnd> {
    return this.runner.run(await this.get(id), bytes, expected, told);
  }

  /** Marks a checked import as being applied; with what it was checked to do. */
  async begin(tx: WriteTransaction, id: string): Promise<{ id: string; expected: string | null }> {
    const found = await this.get(id, tx.manager);
    this.allow(this.kinds.get(found.kind));
    if (found.revision !== null || (found.mode === 'apply' && found.state === 'done'))
      throw new Refusal([appliedAlready()]);
    if (!(await beginApplying(tx.manager, found.id))) throw new Refusal([importUnderWay()]);
    await this.audit.record(tx.manager, {
      subject: { type: 'import', id: found.id },
      before: { mode: found.mode, state: found.state },
      after: { mode: 'apply', state: 'running' },
    });
    return { id: found.id, expected: found.mode === 'check' ? found.digest : null };
  }

  /** The bytes of an import's file. */
  async file(row: ImportRow): Promise<Buffer> {
    return buffer(this.attachments.read(row));
  }

  /** Takes back what an import wrote: nothing is deleted. Refuses, with the list, where later facts rest on it. */
  async undo(tx: WriteTransaction, id: string, submission: Submission<UndoImportDto>): Promise<ImportFound> {
    const found = await this.get(id, tx.manager);
    const kind = this.kinds.get(found.kind);
    this.allow(kind);
    refuseIfAny(submission.faults);
    if (found.undoneIn !== null) throw new Refusal([undoneAlready()]);
    if (found.revision === null) throw new Refusal([notApplied()]);
    const reason = submission.value.reason ?? '';
    await kind.undo(tx, found.revision, reason);
    await updateUndone(tx.manager, found.id, (await tx.revision()).n, reason);
    return this.get(id, tx.manager);
  }

  /** An import of the caller's own, or any for whoever may edit; refuses (missing) others. */
  async get(id: string, db = this.dataSource.manager): Promise<ImportFound> {
    const found = await findImport(db, id);
    const only = this.onlyOf();
    if (!found || (only !== undefined && found.accountId !== only)) throw new Refusal([importUnknown(id)]);
    return found;
  }

  /** Latest first: the caller's own, or all for whoever may edit. */
  async list(page: { offset: number; limit: number }): Promise<{ items: ImportFound[]; total: number }> {
    const only = this.onlyOf() ?? null;
    const db = this.dataSource.manager;
    return { items: await selectImports(db, only, page), total: await countImports(db, only) };
  }

  private allow(kind: ImportKind): void {
    if (!this.mayImport(kind)) throw new Refusal([kindNotAllowed('', kind.name)]);
  }

  private mayImport(kind: ImportKind): boolean {
    return mayUse(this.calls.current().caller, kind.right, false);
  }

  /** Whose imports the caller sees; undefined: everybody's. */
  private onlyOf(): string | undefined {
    const { caller } = this.calls.current();
    return mayUse(caller, 'edit', false) ? undefined : (caller.account?.id ?? '');
  }
}
