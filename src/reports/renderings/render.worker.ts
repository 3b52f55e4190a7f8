import { move } from 'piscina';
import { type OfficialDocument } from '../domain/official-document.js';
import { type Snapshot } from '../domain/snapshot.js';
import { type Edition, writeReport } from '../domain/writing/report-writer.js';
import { renderDocument, type RenderedFormat } from './render-document.js';
import { type Signing, signPdf } from './signatures/sign-pdf.js';

/** What the thread of `render` does with a document. */
export default async function render(task: {
  document: OfficialDocument;
  format: RenderedFormat;
}): Promise<Uint8Array> {
  const bytes = new Uint8Array(await renderDocument(task.document, task.format));
  return move(bytes) as Uint8Array;
}

/** With a report as it is frozen: it is written here too, so that its hundred thousand cells need not be sent over. */
export async function report(task: {
  snapshot: string;
  edition: Edition;
  format: RenderedFormat;
}): Promise<Uint8Array> {
  const document = writeReport(JSON.parse(task.snapshot) as Snapshot, task.edition);
  return render({ document, format: task.format });
}

/** And with a file that is to be signed; of a buffer the bytes alone come over. */
export async function sign({ pdf, signing }: { pdf: Uint8Array; signing: Signing }): Promise<Uint8Array> {
  const { p12, shown } = signing;
  const signed = await signPdf(Buffer.from(pdf), {
    ...signing,
    p12: Buffer.from(p12),
    shown:
      shown?.as === 'images'
        ? { ...shown, image: Buffer.from(shown.image), seal: shown.seal && Buffer.from(shown.seal) }
        : shown,
  });
  return move(new Uint8Array(signed)) as Uint8Array;
}
