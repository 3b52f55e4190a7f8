import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { startApp, type TestApp } from '../support/app.js';
import { attach, contentRows, MOST_BYTES_OF_A_FILE as MOST, newDocument, pdfOf } from '../support/documents.js';
import { compoundFile, docx, pdf, png, sha256 } from '../support/files.js';
import { expectProblem, faultsOf } from '../support/questions.js';

let tracker: TestApp;
let owner: DataSource;
beforeAll(async () => {
  tracker = await startApp();
  owner = await openDataSource(tracker.database.ownerUrl);
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

const download = (id: string, file: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${tracker.address}/api/v1/documents/${id}/attachments/${file}`, {
    headers: { authorization: `Bearer ${tracker.administrator}`, ...headers },
  });

const csv = Buffer.from('\ufeffMã,Tên\n25495,Xã Tân Bình\n');

describe('attaching files', () => {
  it('keeps each under what it is by its bytes, and gives it back as it came', async () => {
    const id = await newDocument(tracker);
    const files = [
      { name: 'Quyết định số 418 (bản ký).pdf', bytes: pdf(), type: 'text/html' },
      { name: 'anh.PNG', bytes: png() },
      { name: 'biên bản.docx', bytes: docx() },
      { name: 'danh sách.csv', bytes: csv },
      { name: 'ghi chú.txt', bytes: Buffer.from('một dòng, một cột\r\n') },
      { name: 'công văn.doc', bytes: compoundFile('WordDocument') },
      { name: 'bảng.xls', bytes: compoundFile('Workbook') },
    ];
    const { status, body } = await attach(tracker, id, files);
    expect([status, body.attachments?.map(({ mediaType }: any) => mediaType)]).toEqual([
      201,
      [
        ...['application/pdf', 'image/png', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
        ...['text/csv', 'text/plain', 'application/msword', 'application/vnd.ms-excel'],
      ],
    ]);
    expect(body.attachments.map(({ fileName, size, sha256: hash }: any) => [fileName, size, hash])).toEqual(
      files.map(({ name, bytes }) => [name, bytes.length, sha256(bytes)]),
    );
    for (const { bytes } of files) {
      const answer = await download(id, sha256(bytes));
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    }
    expect((await tracker.get(`/documents/${id}`)).body.document.attachments).toEqual(body.attachments);
  });

  it('keeps the same bytes once, under the name of each document', async () => {
    const bytes = pdf('cùng một tệp');
    const [one, other] = [await newDocument(tracker), await newDocument(tracker)];
    const before = await contentRows(owner);
    expect((await attach(tracker, one, [{ name: 'a.pdf', bytes }])).status).toBe(201);
    expect((await attach(tracker, other, [{ name: 'b.pdf', bytes }])).status).toBe(201);
    expect(await contentRows(owner)).toBe(before + 1);
    const names = [one, other].map(async (id) =>
      (await download(id, sha256(bytes))).headers.get('content-disposition'),
    );
    expect(await Promise.all(names)).toEqual([
      `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`,
      `attachment; filename="b.pdf"; filename*=UTF-8''b.pdf`,
    ]);
    const twice = await attach(tracker, one, [{ name: 'c.pdf', bytes }]);
    expect([twice.status, ...faultsOf(twice)]).toEqual([409, 'file[0] attached-already']);
    const both = await attach(tracker, await newDocument(tracker), [
      { name: 'a.pdf', bytes },
      { name: 'b.pdf', bytes },
    ]);
    expect([both.status, ...faultsOf(both)]).toEqual([409, 'file[1] attached-already']);
  });

  it('answers the same upload under the same Idempotency-Key once, and refuses another', async () => {
    const id = await newDocument(tracker);
    const headers = { 'idempotency-key': 'tai-len-1' };
    const files = [{ name: 'a.pdf', bytes: pdf('lần một') }];
    const first = await attach(tracker, id, files, headers);
    const again = await attach(tracker, id, files, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = await attach(tracker, id, [{ name: 'a.pdf', bytes: pdf('lần hai') }], headers);
    expect([other.status, ...faultsOf(other)]).toEqual([422, 'Idempotency-Key idempotency-key-reused']);
  });

  it('takes 20 MB in one file, and no more', async () => {
    const id = await newDocument(tracker);
    const most = pdfOf(MOST);
    const taken = await attach(tracker, id, [{ name: 'lớn.pdf', bytes: most }]);
    expect([taken.status, taken.body.attachments[0].size]).toEqual([201, MOST]);
    const back = Buffer.from(await (await download(id, sha256(most))).arrayBuffer());
    expect(back.equals(most)).toBe(true);

    const before = await contentRows(owner);
    const refused = await attach(tracker, id, [
      { name: 'quá lớn.pdf', bytes: pdfOf(MOST + 1) },
      { name: 'x.exe', bytes: Buffer.from('MZ') },
    ]);
    expectProblem(refused, 413);
    expect(faultsOf(refused)).toEqual(['file[0] file-too-large', 'file[1] file-type-refused']);
    expect(refused.body.errors[0].message).toBe('Tệp "quá lớn.pdf" quá lớn (tối đa 20 MB).');
    const three = [1, 2, 3].map((n) => ({ name: `${n}.pdf`, bytes: pdfOf(MOST - n) }));
    const together = await attach(tracker, id, three);
    expect([together.status, ...faultsOf(together)]).toEqual([413, ' form-too-large']);
    const eleven = Array.from({ length: 11 }, (_, n) => ({ name: `${n}.pdf`, bytes: pdf(`${n}`) }));
    const many = await attach(tracker, id, eleven);
    expect([many.status, ...faultsOf(many)]).toEqual([413, 'file too-many-files']);
    expect(await contentRows(owner)).toBe(before);
    expect((await attach(tracker, id, [{ name: 'nhỏ.pdf', bytes: pdf('sau khi bị từ chối') }])).status).toBe(201);
  });

  it('has room for what is sent at once, and says so where it has not', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => newDocument(tracker)));
    const file = { name: 'lớn.pdf', bytes: pdfOf(MOST) };
    const answers = await Promise.all(ids.map((id) => attach(tracker, id, [file])));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => [201, 503].includes(status)) && statuses.has(201)).toBe(true);
    expect((await attach(tracker, await newDocument(tracker), [file])).status).toBe(201);
  });
});

describe('a file that is read', () => {
  const name = 'Quyết định số 418 "ký" (bản\u00a0chính).pdf';

  it('comes as what it is, to be saved and never run', async () => {
    const id = await newDocument(tracker);
    const bytes = pdf('tải về');
    await attach(tracker, id, [{ name, bytes }]);
    const answer = await download(id, sha256(bytes));
    await answer.arrayBuffer();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      etag: `"${sha256(bytes)}"`,
    });
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%-]+$/);
    const given = /filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '';
    // As WHATWG forms send quotes.
    expect(decodeURIComponent(given).replaceAll('%22', '"')).toBe('Quyết định số 418 "ký" (bản chính).pdf');

    const same = await download(id, sha256(bytes), { 'if-none-match': `"${sha256(bytes)}"` });
    expect([same.status, await same.text()]).toEqual([304, '']);
    const text = Buffer.from('chữ\n');
    await attach(tracker, id, [{ name: 'a.txt', bytes: text }]);
    const plain = await download(id, sha256(text));
    expect([plain.headers.get('content-type'), await plain.text()]).toEqual(['text/plain; charset=utf-8', 'chữ\n']);
  });

  it('is gone after its retraction, except from what was known before', async () => {
    const id = await newDocument(tracker);
    const bytes = pdf('rút lại');
    const { revision } = (await attach(tracker, id, [{ name: 'a.pdf', bytes }])).body.attachments[0];
    const path = `/documents/${id}/attachments/${sha256(bytes)}`;
    expect(faultsOf(await tracker.post(`${path}/retraction`, {}))).toEqual(['reason required']);
    expect((await tracker.post(`${path}/retraction`, { reason: 'Nhầm tệp' })).status).toBe(204);
    const again = await tracker.post(`${path}/retraction`, { reason: 'Nhầm tệp' });
    expect([again.status, ...faultsOf(again)]).toEqual([404, ' attachment-unknown']);
    expect((await tracker.get(path)).status).toBe(404);
    expect((await tracker.get(`/documents/${id}`)).body.document.attachments).toEqual([]);
    const past = await tracker.get(`/documents/${id}?revision=${revision}`);
    expect(past.body.document.attachments).toMatchObject([{ fileName: 'a.pdf', sha256: sha256(bytes) }]);
    const then = await download(id, `${sha256(bytes)}?revision=${revision}`);
    expect(Buffer.from(await then.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await attach(tracker, id, [{ name: 'a.pdf', bytes }])).status).toBe(201);
  });

  it('is not there under another document or another hash', async () => {
    const [id, other] = [await newDocument(tracker), await newDocument(tracker)];
    const bytes = pdf('một văn bản');
    await attach(tracker, id, [{ name: 'a.pdf', bytes }]);
    for (const path of [
      `${other}/attachments/${sha256(bytes)}`,
      `${id}/attachments/x`,
      `${id}/attachments/${'0'.repeat(64)}`,
    ]) {
      const answer = await tracker.get(`/documents/${path}`);
      expect([answer.status, ...faultsOf(answer)]).toEqual([404, ' attachment-unknown']);
    }
  });
});
