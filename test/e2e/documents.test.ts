import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { expectProblem, faultsOf, lastRevision } from '../support/questions.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const decision = {
  number: '418/QĐ-UBND',
  type: 'decision',
  issuer: 'UBND tỉnh Tây Ninh',
  issuedOn: '2016-02-24',
  title: 'Về việc triển khai văn phòng điện tử',
};

async function record(more: Record<string, unknown> = {}): Promise<any> {
  const { status, body } = await tracker.post('/documents', { ...decision, ...more });
  expect(status).toBe(201);
  return body;
}

const read = async (id: string, query = ''): Promise<any> =>
  (await tracker.get(`/documents/${id}${query}`)).body.document;
const tagOf = async (id: string): Promise<string> =>
  (await tracker.get(`/documents/${id}`)).headers.get('etag') as string;
const list = async (query: string): Promise<string[]> =>
  (await tracker.get(`/documents?${query}`)).body.items.map(({ id }: any) => id);

describe('a document', () => {
  it('is recorded with what is known of it', async () => {
    const whole = await record();
    expect(whole).toEqual({
      ...{ ...decision, print: 'Quyết định số 418/QĐ-UBND ngày 24/02/2016' },
      ...{ id: expect.any(String), version: whole.revision, revision: await lastRevision(tracker) },
      ...{ recordedAt: expect.stringMatching(/\+07:00$/), attachments: [], links: [] },
    });
    expect(await read(whole.id)).toEqual(whole);
    const { number, issuedOn } = await record({ number: undefined, issuedOn: undefined });
    expect([number, issuedOn]).toEqual([null, null]);
  });

  it('is corrected upon the version that was read, and stays for earlier revisions as it was', async () => {
    const { id, revision } = await record();
    const change = { number: '481/QĐ-UBND', issuedOn: null };
    expect((await tracker.patch(`/documents/${id}`, change)).status).toBe(428);
    const tag = await tagOf(id);
    const corrected = await tracker.patch(`/documents/${id}`, change, { 'if-match': tag });
    expect(corrected.status).toBe(200);
    expect(corrected.body).toMatchObject({ ...decision, ...change, version: revision + 1, revision });
    expect(await read(id)).toEqual(corrected.body);
    expect(await read(id, `?revision=${revision}`)).toMatchObject({ ...decision, version: revision });
    expect((await tracker.get(`/documents/${id}?revision=${revision - 1}`)).status).toBe(404);
    const stale = await tracker.patch(`/documents/${id}`, { title: 'Khác' }, { 'if-match': tag });
    expect([stale.status, ...faultsOf(stale)]).toEqual([412, 'If-Match version-stale']);
    expect(await list(`q=481`)).toEqual([id]);
    expect(await list(`q=481&revision=${revision}`)).toEqual([]);
  });

  it('is refused with every fault at once', async () => {
    const revision = await lastRevision(tracker);
    const wrong = { number: 'a\u0001', type: 'law', issuedOn: '2999-01-01', title: ' ', x: 1 };
    const answer = await tracker.post('/documents', wrong);
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual([
      ...['issuedOn issued-in-the-future', 'issuer required', 'number control-character', 'title empty'],
      ...['type not-one-of', 'x unknown-field'],
    ]);
    const { id } = await record();
    const patch = await tracker.patch(`/documents/${id}`, wrong, { 'if-match': '*' });
    expect(faultsOf(patch)).toEqual(faultsOf(answer).filter((fault) => fault !== 'issuer required'));
    expect(await lastRevision(tracker)).toBe(revision + 1);
    for (const unknown of [NOWHERE, 'x', '%C3%A0']) {
      expect(faultsOf(await tracker.get(`/documents/${unknown}`))).toEqual([' document-unknown']);
      const missing = await tracker.patch(`/documents/${unknown}`, {}, { 'if-match': '*' });
      expect([missing.status, ...faultsOf(missing)]).toEqual([404, ' document-unknown']);
    }
  });
});

describe('the list of documents', () => {
  let ids: Record<'plan' | 'letter' | 'minutes', string>;
  beforeAll(async () => {
    const issuer = 'Sở Thông tin và Truyền thông';
    ids = {
      plan: (
        await record({ type: 'plan', number: '12/KH-STTTT', issuer, issuedOn: '2015-03-01', title: 'Kế hoạch 100%' })
      ).id,
      letter: (await record({ type: 'official-letter', number: '99/CV', issuer, issuedOn: '2015-06-30', title: 'Họp' }))
        .id,
      minutes: (await record({ type: 'minutes', number: null, issuer, issuedOn: null, title: 'Bàn giao ở Đôn Thuận' }))
        .id,
    };
  });

  it.each<[string, string[]]>([
    ['q=so thong tin', ['letter', 'plan', 'minutes']],
    ['q=SỞ THÔNG TIN&type=plan,minutes', ['plan', 'minutes']],
    ['q=12/kh', ['plan']],
    ['q=don thuan ban giao', ['minutes']],
    ['q=100%', ['plan']],
    ['q=1_0', []],
    ['issuedFrom=2015-03-01&issuedTo=2015-06-30', ['letter', 'plan']],
    ['issuedFrom=2015-03-02&issuedTo=2015-06-29', []],
    ['q=sở thông tin&issuedTo=2015-03-01', ['plan']],
  ])('answers %s', async (query, expected) => {
    expect(await list(query.replaceAll('%', '%25'))).toEqual(expected.map((name) => ids[name as keyof typeof ids]));
  });

  it('is read page by page at one revision, latest issued first', async () => {
    const query = 'q=sở thông tin&limit=2';
    const { body: first } = await tracker.get(`/documents?${query}`);
    await record({ issuer: 'Sở Thông tin và Truyền thông' });
    const { body: second } = await tracker.get(`/documents?${query}&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }: any) => id)).toEqual([ids.letter, ids.plan, ids.minutes]);
    expect([first.total, second.total, second.nextCursor]).toEqual([3, 3, null]);
  });

  it('refuses filters that say nothing', async () => {
    const answer = await tracker.get('/documents?issuedFrom=2016-01-02&issuedTo=2016-01-01&subjectType=exemption');
    expect([answer.status, ...faultsOf(answer)]).toEqual([
      400,
      ...['issuedTo period-without-days', 'subjectId required'],
    ]);
    expect(faultsOf(await tracker.get('/documents?subjectId=1&type=law&x=1'))).toEqual([
      ...['type not-one-of', 'x unknown-field'],
    ]);
  });
});
