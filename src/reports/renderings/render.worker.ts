import { move } from 'piscina';
import { type OfficialDocument } from '../domain/official-document.js';
import { renderDocument, type RenderedFormat } from './render-document.js';

/** What the thread of `render` does with a document. */
export default async function render(task: {
  document: OfficialDocument;
  format: RenderedFormat;
}): Promise<Uint8Array> {
  const bytes = new Uint8Array(await renderDocument(task.document, task.format));
  return move(bytes) as Uint8Array;
}
