import { join } from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '../../../config/project-root.js';
import { type OfficialDocument } from '../domain/official-document.js';
import { type Edition } from '../domain/writing/report-writer.js';
import { type RenderedFormat } from './render-document.js';
import { type Signing } from './signatures/sign-pdf.js';

/** A thread ends after so long without work, and its memory with it. */
const IDLE_MS = 10_000;

let thread: Piscina | undefined;

/**
 * The document as a file. It is rendered in a thread beside the one that answers requests, one file after the other, for
 * the unit lists of a whole country take seconds. The thread keeps no process alive.
 */
export async function render(document: OfficialDocument, format: RenderedFormat): Promise<Buffer> {
  return bufferOf(await threadOf().run({ document, format }));
}

/** The report that a snapshot (its JSON) makes, written and rendered in that thread. */
export async function renderReport(snapshot: string, edition: Edition, format: RenderedFormat): Promise<Buffer> {
  return bufferOf(await threadOf().run({ snapshot, edition, format }, { name: 'report' }));
}

/** The PDF signed, in that thread; throws for what is no PDF. Open the key before: a thread loses what is refused. */
export async function sign(pdf: Buffer, signing: Signing): Promise<Buffer> {
  return bufferOf(await threadOf().run({ pdf, signing }, { name: 'sign' }));
}

function threadOf(): Piscina {
  return (thread ??= new Piscina({
    // Threads load built code alone, also where tests run from the sources.
    filename: join(projectRoot, 'dist/src/reports/renderings/render.worker.js'),
    ...{ minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS },
    // Cells live until their table ends; with little room for the young they are copied over and over.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  }));
}

function bufferOf(bytes: unknown): Buffer {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}
