import { expect } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { type TestAnswer, type TestApp } from './app.js';
import { pdf, type TestFile, upload } from './files.js';

export const MOST_BYTES_OF_A_FILE = 20 * 1024 * 1024;

/** A document without files; its id. */
export async function newDocument(tracker: TestApp): Promise<string> {
  const document = { type: 'decision', issuer: 'UBND tỉnh Tây Ninh', title: 'Về việc triển khai' };
  const { status, body } = await tracker.post('/documents', document);
  expect(status).toBe(201);
  return body.id as string;
}

/** Attaches files to a document. */
export function attach(
  tracker: TestApp,
  id: string,
  files: readonly TestFile[],
  headers?: Record<string, string>,
): Promise<TestAnswer> {
  return upload(tracker, `/documents/${id}/attachments`, files, headers);
}

/** How many different files the database keeps. */
export async function contentRows(owner: DataSource): Promise<number> {
  const [{ count }] = await owner.query<[{ count: number }]>(`select count(*) from attachment_content`);
  return count;
}

/** A PDF of exactly so many bytes. */
export function pdfOf(length: number): Buffer {
  return Buffer.concat([pdf(), Buffer.alloc(length - pdf().length, 0x20)]);
}
