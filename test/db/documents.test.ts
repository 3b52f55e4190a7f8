import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource, QueryFailedError } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { sha256 } from '../support/files.js';

const PERMISSION_DENIED = '42501';
const TWICE = '23505';
const CHECK = '23514';
const NO_SUCH = '23503';
const SETTLED = '23000';

const DOCUMENT = `'00000000-0000-4000-8000-00000000000d'`;
const BYTES = Buffer.from('%PDF-1.4 tệp');

let database: TestDatabase;
let app: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  app = await openDataSource(database.appUrl);
  for (const statement of [
    `insert into revision (n, at) values (1, clock_timestamp())`,
    `insert into document (id, recorded_in) values (${DOCUMENT}, 1)`,
    version('decision'),
    content(BYTES, sha256(BYTES), BYTES.length),
    attachment(),
    link(),
    `insert into revision (n, at) values (2, clock_timestamp())`,
  ]) {
    await app.query(statement);
  }
});
afterAll(async () => {
  await app.destroy();
  await database.drop();
});

function version(type: string, known = 1): string {
  return `insert into document_version (document_id, type, issuer, title, search_key, known_from)
    values (${DOCUMENT}, '${type}', 'UBND tỉnh', 'Về việc', 've viec', ${known})`;
}

function content(bytes: Buffer, hash: string, size: number): string {
  return `insert into attachment_content (sha256, bytes, size)
    values (decode('${hash}', 'hex'), decode('${bytes.toString('hex')}', 'hex'), ${size})`;
}

function attachment(hash = sha256(BYTES), known = 1): string {
  return `insert into attachment (document_id, sha256, file_name, media_type, known_from)
    values (${DOCUMENT}, decode('${hash}', 'hex'), 'a.pdf', 'application/pdf', ${known})`;
}

function link(known = 1): string {
  return `insert into document_link (document_id, subject_type, subject_id, known_from)
    values (${DOCUMENT}, 'deployment-entry', '1', ${known})`;
}

/** PostgreSQL's code for why it refuses a statement; `taken` when it does not. What it takes is undone. */
async function verdict(statement: string): Promise<string> {
  const runner = app.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(statement);
    return 'taken';
  } catch (error) {
    if (error instanceof QueryFailedError) return String((error.driverError as { code?: unknown }).code);
    throw error;
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

const OTHER = Buffer.from('khác');

it.each([
  ['bytes under their hash', content(OTHER, sha256(OTHER), OTHER.length), 'taken'],
  ['bytes under the hash of others', content(OTHER, sha256(Buffer.from('x')), OTHER.length), CHECK],
  ['bytes of another length', content(OTHER, sha256(OTHER), 1), CHECK],
  ['no bytes', content(Buffer.alloc(0), sha256(Buffer.alloc(0)), 0), CHECK],
  ['the same bytes again', content(BYTES, sha256(BYTES), BYTES.length), TWICE],
  ['other bytes in their place', `update attachment_content set bytes = 'x'`, PERMISSION_DENIED],
  ['bytes to be forgotten', `delete from attachment_content`, PERMISSION_DENIED],
  ['a document to be forgotten', `delete from document`, PERMISSION_DENIED],
  ['another title in place of the old', `update document_version set title = 'x'`, PERMISSION_DENIED],
  ['another name of a file', `update attachment set file_name = 'x'`, PERMISSION_DENIED],
  ['an attachment of no content', attachment(sha256(OTHER), 2), NO_SUCH],
  ['the same attachment twice', attachment(sha256(BYTES), 2), TWICE],
  ['a second version beside the first', version('plan', 2), TWICE],
  ['a type that is none', version('law', 2), CHECK],
  ['the same link twice', link(2), TWICE],
  ['a link that an earlier revision knew', link().replace(`'1',`, `'2',`), SETTLED],
  ['a link to something else', link(2).replace(`'1',`, `'2',`), 'taken'],
  ['an end without a reason', `update document_link set known_to = 2`, CHECK],
  ['an end in an earlier revision', `update attachment set known_to = 1, closing_reason = 'x'`, SETTLED],
  ['an end in the last', `update attachment set known_to = 2, closing_reason = 'x'`, 'taken'],
])('meets %s', async (_, statement, code) => {
  expect(await verdict(statement)).toBe(code);
});

it('keeps files as they are, out of line, so that a part is read without the rest', async () => {
  const [storage] = await app.query<[{ attstorage: string }]>(
    `select attstorage from pg_attribute where attrelid = 'attachment_content'::regclass and attname = 'bytes'`,
  );
  expect(storage).toEqual({ attstorage: 'e' });
});
