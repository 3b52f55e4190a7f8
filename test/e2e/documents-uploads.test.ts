import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { attach, contentRows, MOST_BYTES_OF_A_FILE as MOST, newDocument, pdfOf } from '../support/documents.js';
import { compoundFile, docx, pdf, png, sendForm, type TestFile, upload, zip } from '../support/files.js';
import { expectProblem, faultsOf, lastRevision } from '../support/questions.js';

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

const csv = Buffer.from('\ufeffMã,Tên\n25495,Xã Tân Bình\n');

describe('a file that may not be attached', () => {
  const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(120)]);
  const pe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(58), Buffer.from([64, 0, 0, 0]), Buffer.from('PE\0\0')]);
  const bomb = Buffer.alloc(8 * 1024 * 1024);
  it.each<[string, TestFile, string, string]>([
    ['a Windows program', { name: 'a.pdf', bytes: pe }, 'file-type-refused', 'a program (exe)'],
    ['a Linux program', { name: 'a.pdf', bytes: elf }, 'file-type-refused', 'a program (elf)'],
    ['a script', { name: 'a.txt', bytes: Buffer.from('#!/bin/sh\nls\n') }, 'file-type-refused', 'a program (script)'],
    ['a page', { name: 'a.pdf', bytes: Buffer.from(' <!DOCTYPE html><p>') }, 'file-type-refused', 'HTML'],
    ['a page called text', { name: 'a.txt', bytes: Buffer.from('<script>1</script>') }, 'file-type-refused', 'HTML'],
    ['a drawing', { name: 'a.png', bytes: Buffer.from('<svg xmlns="x"></svg>') }, 'file-type-refused', 'SVG'],
    [
      'a drawing with a prologue',
      { name: 'a.pdf', bytes: Buffer.from('<?xml version="1.0"?>\n<svg/>'.replace('<svg/>', '<svg onload="x"/>')) },
      'file-type-refused',
      'SVG',
    ],
    ['an archive', { name: 'a.docx', bytes: zip({ 'a.exe': pe }) }, 'file-type-refused', 'an archive (zip)'],
    ['a bomb', { name: 'a.zip', bytes: zip({ a: bomb, b: bomb }) }, 'file-type-refused', 'an archive (zip)'],
    [
      'a document that unpacks to gigabytes',
      { name: 'a.docx', bytes: zip({ '[Content_Types].xml': contentTypes(), 'word/document.xml': bomb }, 2 ** 31) },
      'file-type-refused',
      'an archive that unpacks to far too much',
    ],
    ['half a document', { name: 'a.docx', bytes: docx().subarray(0, -30) }, 'file-type-refused', 'damaged or cut off'],
    ['an installer', { name: 'a.doc', bytes: compoundFile('䡀㼿䕷') }, 'file-type-refused', 'application/x-cfb'],
    [
      'what has a password',
      { name: 'a.docx', bytes: compoundFile('EncryptedPackage') },
      'file-type-refused',
      'an Office file with a password',
    ],
    ['noise', { name: 'a.txt', bytes: Buffer.from([1, 2, 3, 255, 254]) }, 'file-type-refused', 'data of no known type'],
    [
      'text that is no UTF-8',
      { name: 'a.csv', bytes: Buffer.from('xã', 'latin1') },
      'file-type-refused',
      'data of no known type',
    ],
    [
      'text of Excel in two bytes a letter',
      { name: 'a.txt', bytes: Buffer.from('\ufeffMã\tTên', 'utf16le') },
      'file-type-refused',
      'UTF-16 text (save it as UTF-8)',
    ],
    ['a PDF called Word', { name: 'a.docx', bytes: pdf() }, 'extension-differs', 'application/pdf'],
    ['a picture called PDF', { name: 'a.pdf', bytes: png() }, 'extension-differs', 'image/png'],
    ['text called PDF', { name: 'a.pdf', bytes: csv }, 'extension-differs', 'text/plain'],
  ])('is %s, whatever its name', async (_, file, code, takenFor) => {
    const id = await newDocument(tracker);
    const [before, revision] = [await contentRows(owner), await lastRevision(tracker)];
    const answer = await attach(tracker, id, [{ ...file, type: 'application/pdf' }], { 'accept-language': 'en' });
    expectProblemWith(answer, 415);
    expect(answer.body.errors).toMatchObject([{ path: 'file[0]', code, takenFor }]);
    expect([await contentRows(owner), await lastRevision(tracker)]).toEqual([before, revision]);
  });

  function contentTypes(): Buffer {
    const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    return Buffer.from(`<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`);
  }

  function expectProblemWith(answer: TestAnswer, status: number): void {
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.status).toBe(status);
  }

  it.each([
    ['../../etc/passwd.pdf', 'file-name-path'],
    ['C:\\Windows\\a.pdf', 'file-name-path'],
    ['a\u202efdp.exe.pdf', 'file-name-unprintable'],
    ['a\u0001.pdf', 'file-name-unprintable'],
    ['quyết định', 'file-name-no-extension'],
    ['.pdf', 'file-name-no-extension'],
    [`${'dài'.repeat(90)}.pdf`, 'file-name-too-long'],
    [' ', 'file-name-missing'],
  ])('is called %j', async (name, code) => {
    const answer = await attach(tracker, await newDocument(tracker), [{ name, bytes: pdf() }]);
    expect([answer.status, ...faultsOf(answer)]).toEqual([400, `file[0] ${code}`]);
  });

  it('is named with all others at once, and none is kept', async () => {
    const id = await newDocument(tracker);
    const [before, revision] = [await contentRows(owner), await lastRevision(tracker)];
    const form = new FormData();
    form.append('file', new Blob([pdf('không được giữ')]), 'tốt.pdf');
    form.append('file', new Blob([]), 'rỗng.pdf');
    form.append('file', new Blob([png()]), 'anh.pdf');
    form.append('note', 'gì đó');
    form.append('other', new Blob([pdf()]), 'b.pdf');
    form.append('file', new Blob([pdf()]), 'a/b.pdf');
    const answer = await sendForm(tracker, `/documents/${id}/attachments`, form);
    expect([answer.status, ...faultsOf(answer)]).toEqual([
      415,
      ...['file[1] file-empty', 'file[2] extension-differs', 'file[3] file-name-path'],
      ...['note unknown-field', 'other unknown-field'],
    ]);
    expect([await contentRows(owner), await lastRevision(tracker)]).toEqual([before, revision]);
  });
});

describe('a form', () => {
  it('is refused by every other address, and what is no form by this one', async () => {
    const id = await newDocument(tracker);
    for (const path of ['/documents', `/documents/${id}/links`, '/deployments', '/session', '/nowhere']) {
      const answer = await upload(tracker, path, [{ name: 'a.pdf', bytes: pdf() }]);
      expect([path, answer.status, ...faultsOf(answer)]).toEqual([path, 415, ' unsupported-body']);
    }
    for (const body of [{}, { file: 'a' }]) {
      const answer = await tracker.post(`/documents/${id}/attachments`, body);
      expect([answer.status, ...faultsOf(answer)]).toEqual([415, ' unsupported-body']);
    }
  });

  it('is refused without files or when it cannot be read', async () => {
    const path = `/documents/${await newDocument(tracker)}/attachments`;
    const empty = await sendForm(tracker, path, new FormData());
    expect([empty.status, ...faultsOf(empty)]).toEqual([400, 'file file-missing']);
    for (const [type, body] of [
      ['multipart/form-data', 'x'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF',
      ],
      ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--'],
      ['multipart/mixed; boundary=b', '--b--'],
    ] as const) {
      const answer = await tracker.post(path, body, { 'content-type': type });
      expectProblem(answer, type.startsWith('multipart/mixed') ? 415 : 400);
    }
  });

  it('is refused for a document that is not there, without reading it', async () => {
    const answer = await attachTo('00000000-0000-4000-8000-000000000000');
    expect([answer.status, ...faultsOf(answer)]).toEqual([404, ' document-unknown']);
    expect((await attachTo('x')).status).toBe(404);
  });

  const attachTo = (id: string): Promise<TestAnswer> => attach(tracker, id, [{ name: 'a.pdf', bytes: pdfOf(MOST) }]);

  it('that breaks off leaves nothing, and room for the next', async () => {
    const id = await newDocument(tracker);
    const [before, revision] = [await contentRows(owner), await lastRevision(tracker)];
    const bytes = Buffer.concat([pdfOf(MOST - 10), Buffer.from('\nbreaks off').subarray(0, 10)]);
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
    for (let n = 0; n < 12; n += 1) {
      const sending = request(`${tracker.address}/api/v1/documents/${id}/attachments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tracker.administrator}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': MOST + head.length + 7,
        },
      });
      const closed = new Promise<void>((resolve) => {
        sending.on('close', resolve).on('error', () => undefined);
      });
      await new Promise<void>((resolve) => {
        sending.write(Buffer.concat([Buffer.from(head), bytes.subarray(0, MOST / 4)]), () => {
          resolve();
        });
      });
      sending.destroy();
      await closed;
    }
    // Twelve of them would fill the room twice: it is free again as soon as the service has noticed.
    let next: TestAnswer;
    do next = await attach(tracker, id, [{ name: 'a.pdf', bytes }]);
    while (next.status === 503);
    expect([next.status, next.body.attachments.length]).toEqual([201, 1]);
    expect([await contentRows(owner), await lastRevision(tracker)]).toEqual([before + 1, revision + 1]);
  });
});

it('a form that does not say how long it is ends where the room does', async () => {
  const id = await newDocument(tracker);
  const sending = request(`${tracker.address}/api/v1/documents/${id}/attachments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tracker.administrator}`,
      'content-type': 'multipart/form-data; boundary=b',
      'transfer-encoding': 'chunked',
    },
  });
  const closed = new Promise<void>((resolve) => {
    sending.on('close', resolve).on('error', () => undefined);
  });
  sending.write('--b\r\ncontent-disposition: form-data; name="other"; filename="a.pdf"\r\n\r\n');
  const send = (): void => {
    sending.write(Buffer.alloc(1024 * 1024), (error) => {
      if (!error) send();
    });
  };
  send();
  await closed;
  expect((await attach(tracker, id, [{ name: 'a.pdf', bytes: pdfOf(MOST - 100) }])).status).toBe(201);
});
