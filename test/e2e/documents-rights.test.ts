import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { pdf, sha256, upload } from '../support/files.js';
import { entry, faultsOf, lastRevision } from '../support/questions.js';

/** A reporter and a viewer of Tân Biên (705), another of Châu Thành (708), an editor of all. */
let tracker: TestApp;
const as: Record<'here' | 'there' | 'viewer' | 'editor', { authorization: string }> = {} as never;
const unitId: Record<string, string> = {};

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const within = async (role: 'reporter' | 'viewer' | 'editor', code?: string) => {
    const ids = code === undefined ? [] : [unitId[code] as string];
    const grant = role === 'reporter' ? { role, unitId: unitId[code ?? ''] as string } : { role };
    return { authorization: `Bearer ${await tokenOf(tracker.database, [grant], ids)}` };
  };
  for (const code of ['705', '708']) unitId[code] = (await tracker.get(`/units/${code}`)).body.unit.id;
  Object.assign(as, {
    here: await within('reporter', '705'),
    there: await within('reporter', '708'),
    viewer: await within('viewer', '705'),
    editor: await within('editor'),
  });
});
afterAll(() => tracker.stop());

const document = { type: 'minutes', issuer: 'UBND xã', title: 'Biên bản' };
async function record(by: Record<string, string>): Promise<string> {
  const { status, body } = await tracker.post('/documents', document, by);
  expect(status).toBe(201);
  return body.id as string;
}

const visible = async (id: string, by: Record<string, string>): Promise<boolean> => {
  const { items } = (await tracker.get('/documents?limit=500', by)).body;
  const listed = items.some((item: any) => item.id === id);
  const { status } = await tracker.get(`/documents/${id}`, by);
  expect([listed, status]).toEqual([listed, listed ? 200 : 404]);
  return listed;
};
const verdict = ({ status, body }: TestAnswer): string => `${status} ${body?.code ?? ''}`.trim();
const linkTo = (id: string, type: string, subject: unknown, by: Record<string, string>): Promise<TestAnswer> =>
  tracker.post(`/documents/${id}/links`, { subject: { type, id: String(subject) } }, by);

describe('a document that nothing rests on', () => {
  it('is seen by whoever recorded it and by whoever reads everywhere', async () => {
    const id = await record(as.here);
    const seen = await Promise.all([as.here, as.there, as.viewer, as.editor].map((by) => visible(id, by)));
    expect(seen).toEqual([true, false, false, true]);
  });

  it('is changed by whoever recorded it and by editors alone', async () => {
    const own = await record(as.here);
    const province = await record(as.editor);
    const change = (id: string, by: Record<string, string>) =>
      tracker.patch(`/documents/${id}`, { title: 'Khác' }, { ...by, 'if-match': '*' });
    expect(verdict(await change(own, as.here))).toBe('200');
    expect(verdict(await change(own, as.editor))).toBe('200');
    expect(verdict(await change(own, as.there))).toBe('404 document-unknown');
    expect(verdict(await change(own, as.viewer))).toBe('403 not-allowed');
    expect(verdict(await change(province, as.here))).toBe('404 document-unknown');
  });
});

describe('a document that something rests on', () => {
  it('is seen by whoever may see that, and by nobody for its other links', async () => {
    const id = await record(as.editor);
    const evidence = [{ kind: 'document', document: id }];
    const here = await tracker.post('/deployments', entry({ evidence }), as.editor);
    expect(await visible(id, as.here)).toBe(true);
    expect(await visible(id, as.viewer)).toBe(true);
    expect(await visible(id, as.there)).toBe(false);
    const there = await tracker.post('/deployments', entry({ unit: '25594', evidence }), as.editor);
    expect(await visible(id, as.there)).toBe(true);
    const links = async (by: Record<string, string>): Promise<string[]> =>
      (await tracker.get(`/documents/${id}`, by)).body.document.links.map(({ subject }: any) => subject.id);
    expect(await links(as.there)).toEqual([String(there.body.id)]);
    expect(await links(as.editor)).toEqual([here, there].map(({ body }) => String(body.id)));
  });

  it('with its files, which others cannot guess', async () => {
    const id = await record(as.here);
    const bytes = pdf('chỉ ở đây');
    const path = `/documents/${id}/attachments`;
    expect((await upload(tracker, path, [{ name: 'a.pdf', bytes }], as.here)).status).toBe(201);
    const get = async (by: Record<string, string>) => (await tracker.get(`${path}/${sha256(bytes)}`, by)).status;
    expect([await get(as.here), await get(as.viewer), await get(as.editor)]).toEqual([200, 404, 200]);
    await tracker.post('/deployments', entry({ evidence: [{ kind: 'document', document: id }] }), as.here);
    expect([await get(as.viewer), await get(as.there)]).toEqual([200, 404]);
    const tag = { 'if-none-match': `"${sha256(bytes)}"` };
    expect(await get({ ...as.there, ...tag })).toBe(404);
  });

  it('is not changed by who merely sees it', async () => {
    const id = await record(as.editor);
    const logged = await tracker.post(
      '/deployments',
      entry({ evidence: [{ kind: 'document', document: id }] }),
      as.here,
    );
    expect(verdict(logged)).toBe('422 document-unknown');
    expect((await linkTo(id, 'deployment-entry', 1, as.here)).status).toBe(404);
    const { body } = await tracker.post('/deployments', entry({ evidence: [{ kind: 'document', document: id }] }));
    const revision = await lastRevision(tracker);
    const forbidden = '403 document-of-another';
    const patch = await tracker.patch(`/documents/${id}`, { title: 'Khác' }, { ...as.here, 'if-match': '*' });
    expect(verdict(patch)).toBe(forbidden);
    const file = [{ name: 'a.pdf', bytes: pdf() }];
    expect(verdict(await upload(tracker, `/documents/${id}/attachments`, file, as.here))).toBe(forbidden);
    const retraction = `/documents/${id}/attachments/${'0'.repeat(64)}/retraction`;
    expect(verdict(await tracker.post(retraction, { reason: 'x' }, as.here))).toBe(forbidden);
    expect(await lastRevision(tracker)).toBe(revision);
    // It stays free to say what its own entries rest on.
    const own = await tracker.post('/deployments', entry({ effectiveOn: '2016-12-22' }), as.here);
    expect((await linkTo(id, 'deployment-entry', own.body.id, as.here)).status).toBe(201);
    const subject = { type: 'deployment-entry', id: String(body.id) };
    const unlink = await tracker.post(`/documents/${id}/links/retraction`, { subject, reason: 'x' }, as.here);
    expect(unlink.status).toBe(204);
  });
});

it('is linked by a reporter to what it may log, and to nothing else', async () => {
  const id = await record(as.here);
  const there = await tracker.post('/deployments', entry({ unit: '25594', effectiveOn: '2016-12-23' }), as.editor);
  expect(verdict(await linkTo(id, 'deployment-entry', there.body.id, as.here))).toBe('422 subject-unknown');
  const exemption = { unit: '25495', system: 'complaints', validFrom: '2016-01-01', reason: 'Xa', grantedBy: 'UBND' };
  const granted = await tracker.post('/exemptions', exemption, as.editor);
  const answer = await linkTo(id, 'exemption', granted.body.id, as.here);
  expect([answer.status, ...faultsOf(answer)]).toEqual([403, 'subject subject-of-others']);
  expect((await linkTo(id, 'exemption', granted.body.id, as.editor)).status).toBe(201);
  expect(await visible(id, as.viewer)).toBe(true);
});
