import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../src/openapi.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { RIGHT_OF_ROUTE } from './rights.matrix.js';

const CALLERS = ['anonymous', 'viewer', 'reporter', 'approver', 'editor', 'administrator'] as const;
type CallerName = (typeof CALLERS)[number];

/** ADR 12, by hand: who has which right. */
const HOLDERS: Record<string, readonly CallerName[]> = {
  public: CALLERS,
  published: ['viewer', 'reporter', 'approver', 'editor', 'administrator'],
  'signed-in': ['viewer', 'reporter', 'approver', 'editor', 'administrator'],
  account: ['viewer', 'reporter', 'approver', 'editor', 'administrator'],
  read: ['viewer', 'reporter', 'approver', 'editor', 'administrator'],
  log: ['reporter', 'editor', 'administrator'],
  import: ['reporter', 'approver', 'editor', 'administrator'],
  edit: ['editor', 'administrator'],
  approve: ['approver'],
  administer: ['administrator'],
};

let tracker: TestApp;
let operations: { name: string; method: string; path: string; right: string }[];
const headersOf = {} as Record<CallerName, Record<string, string>>;

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  for (const caller of CALLERS) {
    headersOf[caller] =
      caller === 'anonymous'
        ? { authorization: '' }
        : { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: caller }])}` };
  }
  operations = Object.entries(describeApi(tracker.app).paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).map(([method, operation]) => ({
      ...{ name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`, method: method.toUpperCase(), path },
      right: operation['x-right'],
    })),
  );
});
afterAll(() => tracker.stop());

it('is declared on every route', () => {
  const declared = Object.fromEntries(operations.map(({ name, right }) => [name, right]));
  expect(declared).toEqual(RIGHT_OF_ROUTE);
});

/** What a route answers to who sends it nothing that is right: let in, or why not. */
async function verdict({ method, path }: { method: string; path: string }, authorization = ''): Promise<string> {
  const address = `${tracker.address}${path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000')}`;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const response = await fetch(`${address}?no-such-parameter=1`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization === '' ? {} : { authorization }),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: '{"no such field":1}' } : {}),
  });
  const { code } = /json/.test(response.headers.get('content-type') ?? '')
    ? ((await response.json()) as { code?: string })
    : { code: undefined };
  expect([method, path, response.status < 500]).toEqual([method, path, true]);
  // What a route refuses for reasons of its own, it refuses to whom it let in.
  return code === 'not-signed-in' || code === 'not-allowed' ? code : 'let in';
}

describe('every route', () => {
  for (const caller of CALLERS) {
    it(`lets ${caller} in where it may, and nowhere else`, async () => {
      for (const operation of operations) {
        const refused = caller === 'anonymous' ? 'not-signed-in' : 'not-allowed';
        const expected = HOLDERS[operation.right]?.includes(caller) ? 'let in' : refused;
        const found = await verdict(operation, headersOf[caller].authorization);
        expect([operation.name, caller, found]).toEqual([operation.name, caller, expected]);
      }
    });
  }

  it('lets nobody more in when the province publishes its figures, but to these', async () => {
    const without = `Bearer ${await tokenOf(tracker.database, [])}`;
    await tracker.patch('/settings', { published: true });
    try {
      for (const operation of operations) {
        const isPublic = ['public', 'published'].includes(operation.right);
        const anonymous = [operation.name, await verdict(operation)];
        expect(anonymous).toEqual([operation.name, isPublic ? 'let in' : 'not-signed-in']);
        // An account without any role may do what nobody may, and what concerns itself.
        const own = isPublic || ['signed-in', 'account'].includes(operation.right) ? 'let in' : 'not-allowed';
        expect([operation.name, await verdict(operation, without)]).toEqual([operation.name, own]);
      }
    } finally {
      await tracker.patch('/settings', { published: false });
    }
  });
});

it('says in the language of the caller what is missing', async () => {
  const english = { ...headersOf.viewer, 'accept-language': 'en' };
  const { status, body } = await tracker.post('/systems', {}, english);
  expect([status, body.title]).toEqual([403, 'Your account does not have this right.']);
  const unknown = await fetch(`${tracker.address}/api/v1/units`);
  expect([unknown.status, unknown.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(await unknown.json()).toMatchObject({ title: 'Bạn cần đăng nhập.', code: 'not-signed-in' });
});

it('writes nothing for who may not', async () => {
  const before = (await tracker.get('/units?limit=1')).body.revision;
  await tracker.post('/sets', { code: 'thu', name: 'Thử' }, headersOf.reporter);
  await tracker.post('/systems', { code: 'thu', name: 'Thử' }, headersOf.approver);
  expect((await tracker.get('/units?limit=1')).body.revision).toBe(before);
});
