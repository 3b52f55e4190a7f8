import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { entry, faultsOf, lastRevision, log } from '../support/questions.js';

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

describe('evidence of an entry', () => {
  const summary = ({ id, number, title }: any) => ({ id, number, title });

  it('names a document, which stands with the entry and behind the figure', async () => {
    const document = await record();
    const evidence = [
      { kind: 'document', document: document.id },
      { kind: 'document', document: document.id, title: 'Trang 3' },
      { kind: 'document', title: '24/BC-STTTT' },
    ];
    const logged = await log(tracker, { unit: '25492', evidence });
    expect([logged.evidence, logged.documents]).toEqual([evidence, [summary(document)]]);
    const other = await log(tracker, { effectiveOn: '2016-12-21' });
    expect(other.documents).toEqual([]);
    expect(await read(document.id)).toMatchObject({
      links: [{ subject: { type: 'deployment-entry', id: String(logged.id) }, revision: logged.revision }],
    });
    expect(await list(`subjectType=deployment-entry&subjectId=${logged.id}`)).toEqual([document.id]);

    const behind = async (revision = ''): Promise<any> => {
      const query = `system=e-office&level=commune&list=covered&limit=500${revision}`;
      const { items } = (await tracker.get(`/coverage/units?${query}`)).body;
      return items.find(({ unit }: any) => unit.code === '25492')?.documents;
    };
    expect(await behind()).toEqual([summary(document)]);
    const corrected = { number: '481/QĐ-UBND' };
    await tracker.patch(`/documents/${document.id}`, corrected, { 'if-match': await tagOf(document.id) });
    expect(await behind()).toEqual([{ ...summary(document), ...corrected }]);
    expect(await behind(`&revision=${logged.revision}`)).toEqual([summary(document)]);
    const { body: history } = await tracker.get(`/deployments/history?unit=25492&revision=${logged.revision}`);
    expect(history.items.find(({ id }: any) => id === logged.id).documents).toEqual([summary(document)]);
  });

  it('is refused with the other faults where it names none, or twice something else', async () => {
    const { id } = await record();
    const revision = await lastRevision(tracker);
    const answer = await tracker.post('/deployments/batch', {
      entries: [
        entry({ evidence: [{ kind: 'document', document: id }] }),
        entry({
          stage: 'live',
          unit: '99999',
          evidence: [
            { kind: 'document', document: NOWHERE },
            { kind: 'link', document: id, title: 'a' },
          ],
        }),
        entry({ evidence: [{ kind: 'document' }, { kind: 'document', document: '?' }] }),
      ],
    });
    expect([answer.status, ...faultsOf(answer)]).toEqual([
      400,
      'entries[1].evidence[0].document document-unknown',
      'entries[1].evidence[1].document document-of-link',
      'entries[1].unit unit-unknown',
      'entries[2].evidence[0].title required',
      'entries[2].evidence[1].document not-a-reference',
    ]);
    expect([await lastRevision(tracker), (await read(id)).links]).toEqual([revision, []]);
  });

  it('is given with what comes in the place of an entry', async () => {
    const { id } = await record();
    const wrong = await log(tracker, { unit: '25501' });
    const replacement = entry({ unit: '25501', stage: 'pilot', evidence: [{ kind: 'document', document: id }] });
    const { body } = await tracker.post(`/deployments/${wrong.id}/retraction`, { reason: 'Nhầm', replacement });
    expect([body.retracted.documents, body.replacement.documents[0].id]).toEqual([[], id]);
  });
});

describe('a link', () => {
  const link = (id: string, subject: unknown): Promise<TestAnswer> =>
    tracker.post(`/documents/${id}/links`, { subject });

  it('is made to what was recorded before, and taken back', async () => {
    const { id } = await record();
    const logged = await log(tracker, { unit: '25504' });
    const subject = { type: 'deployment-entry', id: String(logged.id) };
    const linked = await link(id, subject);
    expect([linked.status, linked.body.links]).toEqual([201, [{ subject, revision: logged.revision + 1 }]]);
    expect((await tracker.get(`/deployments/${logged.id}`)).body.entry.documents[0].id).toBe(id);
    const twice = await link(id, subject);
    expect([twice.status, ...faultsOf(twice)]).toEqual([409, 'subject linked-already']);

    const path = `/documents/${id}/links/retraction`;
    expect(faultsOf(await tracker.post(path, { subject: { type: 'x' } }))).toEqual([
      ...['reason required', 'subject.id required', 'subject.type not-one-of'],
    ]);
    expect((await tracker.post(path, { subject, reason: 'Không liên quan' })).status).toBe(204);
    const again = await tracker.post(path, { subject, reason: 'Không liên quan' });
    expect([again.status, ...faultsOf(again)]).toEqual([404, 'subject link-unknown']);
    expect((await tracker.get(`/deployments/${logged.id}`)).body.entry.documents).toEqual([]);
    const past = await tracker.get(`/deployments/${logged.id}?revision=${logged.revision + 1}`);
    expect(past.body.entry.documents[0].id).toBe(id);
    expect((await link(id, subject)).status).toBe(201);
  });

  it('is refused to what is not there', async () => {
    const { id } = await record();
    for (const [type, other] of [
      ['deployment-entry', '999999'],
      ['deployment-entry', 'x'],
      ['deployment-entry', '01'],
      ['deployment-entry', '999999999999999999999'],
      ['exemption', NOWHERE],
      ['reorganisation', '294'],
    ]) {
      const answer = await link(id, { type, id: other });
      expect([type, answer.status, ...faultsOf(answer)]).toEqual([type, 422, 'subject.id subject-unknown']);
    }
    expect((await link(NOWHERE, { type: 'deployment-entry', id: '1' })).status).toBe(404);
    expect(faultsOf(await link(id, { type: 'moon', id: '1' }))).toEqual(['subject.type not-one-of']);
  });
});

describe('what the province decides', () => {
  it('an exemption names its documents', async () => {
    const { id, number, title } = await record();
    const exemption = { unit: '25507', system: 'e-office', validFrom: '2016-01-01', reason: 'Xa', grantedBy: 'UBND' };
    const wrong = await tracker.post('/exemptions', { ...exemption, system: 'nope', documents: [id, NOWHERE] });
    expect(faultsOf(wrong)).toEqual(['documents[1] document-unknown', 'system system-unknown']);
    const { status, body } = await tracker.post('/exemptions', { ...exemption, documents: [id] });
    expect(status).toBe(201);
    const [item] = (await tracker.get('/exemptions?unit=25507')).body.items;
    expect([item.id, item.documents]).toEqual([body.id, [{ id, number, title }]]);
    const { items } = (await tracker.get('/coverage/units?system=e-office&level=commune&list=exempt')).body;
    expect(items.find(({ unit }: any) => unit.code === '25507').exemption.documents).toEqual([{ id, number, title }]);
    const end = await tracker.patch(`/exemptions/${body.id}`, { validTo: '2017-01-01' }, { 'if-match': '*' });
    expect(end.status).toBe(204);
    expect((await tracker.get('/exemptions?unit=25507')).body.items[0].documents).toEqual([{ id, number, title }]);
    expect((await read(id)).links).toMatchObject([{ subject: { type: 'exemption', id: body.id } }]);
  });

  it('a reorganisation names its documents, and its preview leaves no link', async () => {
    const { id, number, title } = await record({ type: 'resolution', number: '1/NQ-UBTVQH' });
    const rename = { type: 'rename', unit: '25513', name: 'Xã Trà Vong Mới' };
    const package_ = { effectiveOn: '2018-01-01', instruments: [{ number: '1/NQ', changes: [rename] }] };
    const twin = {
      ...package_,
      instruments: [{ number: '1/NQ', changes: [{ ...rename, code: '25495' }] }],
      documents: [NOWHERE],
    };
    const wrong = faultsOf(await tracker.post('/reorganisations', twin));
    expect([wrong.length > 1, wrong]).toEqual([true, expect.arrayContaining(['documents[0] document-unknown'])]);
    const body = { ...package_, documents: [id] };
    expect((await tracker.post('/reorganisations/preview', body)).status).toBe(200);
    expect((await read(id)).links).toEqual([]);
    const applied = await tracker.post('/reorganisations', body);
    expect(applied.status).toBe(201);
    const one = await tracker.get(`/reorganisations/${applied.body.id}`);
    expect(one.body.reorganisation.documents).toEqual([{ id, number, title }]);
    const { items } = (await tracker.get('/reorganisations?limit=500')).body;
    expect(items.find((item: any) => item.id === applied.body.id).documents).toEqual([{ id, number, title }]);
    expect(await list(`subjectType=reorganisation&subjectId=${applied.body.id}`)).toEqual([id]);
  });
});

describe('entries that are moved to a successor', () => {
  it('take along what they rest on now', async () => {
    const [kept, dropped] = [await record(), await record({ number: '2' })];
    const evidence = [kept, dropped].map(({ id }) => ({ kind: 'document', document: id }));
    const province = { code: '98', name: 'Tỉnh Thử', kind: 'tỉnh', level: 'province' };
    const commune = { kind: 'xã', level: 'commune', parent: '98' };
    await tracker.post('/units', province);
    const one = (await tracker.post('/units', { ...commune, code: '98001', name: 'Xã Một' })).body.id as string;
    const other = (await tracker.post('/units', { ...commune, code: '98002', name: 'Xã Hai' })).body.id as string;
    const logged = await log(tracker, { unit: one, effectiveOn: '2019-06-01', evidence });
    const subject = { type: 'deployment-entry', id: String(logged.id) };
    await tracker.post(`/documents/${dropped.id}/links/retraction`, { subject, reason: 'Nhầm' });
    const into = [{ ...commune, code: '98003', name: 'Xã Gộp' }];
    const changes = [{ type: 'merge', from: [{ unit: one }, { unit: other }], into }];
    const merged = await tracker.post('/reorganisations', {
      effectiveOn: '2019-01-01',
      instruments: [{ number: '3/NQ', changes }],
    });
    expect(merged.body).toMatchObject({ created: 1, ended: 2 });
    expect((await tracker.post('/deployments/stranded/move', { reason: 'Sáp nhập' })).body.moved).toBe(1);
    const { items } = (await tracker.get('/deployments/history?unit=98003&system=e-office&asOf=2019-12-31')).body;
    expect(items[0].documents.map(({ id }: any) => id)).toEqual([kept.id]);
  });
});
