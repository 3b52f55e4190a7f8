import multipart, { type MultipartFile } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Fault, Refusal } from '../../kernel/refusal.js';
import { unsupportedBody } from './request.errors.js';
import {
  fileTooLarge,
  formMalformed,
  formTooLarge,
  tooManyFiles,
  unknownPart,
  unsupportedForm,
  uploadsBusy,
} from './upload.errors.js';

/** A file as it came. Nothing that its sender says of it is believed: what it is, its bytes tell. */
export interface UploadedFile {
  /** Where it stood in the form, such as `file[0]`. */
  readonly path: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** The files of a form, and what was wrong with the form. */
export interface UploadedForm {
  readonly files: readonly UploadedFile[];
  /** The text fields that the route takes, by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

const MEGABYTE = 1024 * 1024;
export const MOST_BYTES_OF_A_FILE = 20 * MEGABYTE;
const MOST_BYTES_OF_A_FORM = 40 * MEGABYTE;
const MOST_FILES = 10;
/** Of all forms that are under way in this process. */
const MOST_BYTES_AT_ONCE = 120 * MEGABYTE;
const LONGEST_SILENCE_MS = 60_000;

/** Lets a route take a form with files, which every other refuses. */
export const TakesFiles = (): MethodDecorator => RouteConfig({ takesFiles: true });

/** Forms with files are taken by the routes that say so, and refused before anything of them is read by all others. */
export function takeForms(server: FastifyInstance): void {
  void server.register(multipart, {
    preservePath: true,
    throwFileSizeLimit: false,
    limits: {
      fileSize: MOST_BYTES_OF_A_FILE,
      files: MOST_FILES,
      fields: MOST_FILES,
      parts: 2 * MOST_FILES,
      fieldSize: 1000,
    },
  });
  server.addHook('onRequest', (request, _reply, done) => {
    const { takesFiles } = request.routeOptions.config as { takesFiles?: boolean };
    const isForm = /^\s*multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm && takesFiles !== true) done(new Refusal([unsupportedBody()]));
    else done();
  });
}

/** Reads the files that callers send, as many at once as there is room for in memory. */
@Injectable()
export class Uploads {
  private taken = 0;

  /**
   * Runs `work` with the files of the request's form and those of its text fields that are named in `fields`; a refused or
   * broken off form leaves nothing.
   */
  async take<T>(
    request: FastifyRequest,
    work: (form: UploadedForm) => Promise<T>,
    fields: readonly string[] = [],
  ): Promise<T> {
    if (!request.isMultipart()) throw new Refusal([unsupportedForm()]);
    const stated = Number(request.headers['content-length'] ?? MOST_BYTES_OF_A_FORM);
    if (stated > MOST_BYTES_OF_A_FORM + MEGABYTE) throw new Refusal([formTooLarge(MOST_BYTES_OF_A_FORM / MEGABYTE)]);
    if (this.taken + stated > MOST_BYTES_AT_ONCE) throw new Refusal([uploadsBusy()]);
    this.taken += stated;
    try {
      return await work(await readForm(request, fields));
    } finally {
      this.taken -= stated;
    }
  }
}

async function readForm(request: FastifyRequest, taken: readonly string[]): Promise<UploadedForm> {
  const files: UploadedFile[] = [];
  const fields: Record<string, string> = {};
  const faults: Fault[] = [];
  const { raw } = request;
  let size = 0;
  let count = 0;
  raw.setTimeout(LONGEST_SILENCE_MS, () => raw.destroy());
  let received = 0;
  raw.on('data', (chunk: Buffer) => {
    received += chunk.length;
    // A form that did not state its length: nobody has to read on for as long as somebody sends.
    if (received > MOST_BYTES_OF_A_FORM + MEGABYTE) raw.destroy();
  });
  try {
    for await (const part of request.parts()) {
      const isField = part.type === 'field' && taken.includes(part.fieldname);
      if (isField ? part.fieldnameTruncated || part.valueTruncated : part.type === 'field' || part.fieldname !== 'file')
        faults.push(unknownPart(part.fieldname));
      if (isField) fields[part.fieldname] = String(part.value);
      if (part.type === 'field') continue;
      const path = `file[${count}]`;
      const bytes = await bytesOf(part, part.fieldname === 'file');
      if (part.fieldname !== 'file') continue;
      count += 1;
      size += bytes?.length ?? MOST_BYTES_OF_A_FILE;
      if (size > MOST_BYTES_OF_A_FORM) throw new Refusal([formTooLarge(MOST_BYTES_OF_A_FORM / MEGABYTE)]);
      if (bytes) files.push({ path, fileName: nameOf(part), bytes });
      else faults.push(fileTooLarge(path, nameOf(part), MOST_BYTES_OF_A_FILE / MEGABYTE));
    }
  } catch (error) {
    // What still comes is thrown away, so that the connection can be used again.
    raw.unpipe();
    raw.resume();
    throw error instanceof Refusal ? error : new Refusal([...faults, formFault(error)]);
  } finally {
    raw.setTimeout(0);
  }
  if (count === 0) faults.push(formMalformed('file-missing'));
  return { files, fields, faults };
}

/** null: there were more than are taken, or nobody wants them. */
async function bytesOf({ file }: MultipartFile, isWanted: boolean): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) if (isWanted) chunks.push(chunk as Buffer);
  return file.truncated || !isWanted ? null : Buffer.concat(chunks);
}

/** Parts without a name come without a file name too, whatever the types say. */
function nameOf({ filename }: { filename: string | undefined }): string {
  return filename ?? '';
}

function formFault(error: unknown): Fault {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && /^FST_(PARTS|FILES|FIELDS)_LIMIT$/.test(code)) return tooManyFiles(MOST_FILES);
  return formMalformed('form-malformed');
}
