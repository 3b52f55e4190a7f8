import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { ROLES } from '../../src/kernel/caller.js';
import { describeApi } from '../../src/openapi.js';
import { startApp, type TestApp } from '../support/app.js';
import { tokenOf } from '../support/accounts.js';
import { endServices, type Service, startService } from '../support/service-process.js';

const REQUESTS = 20_000;
/** Sent before memory is first looked at: caches fill, code is compiled. */
const WARM_UP = 5_000;
const MOST_GROWTH = 1.25;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly queries: readonly string[];
}

let tracker: TestApp;
/** The built service on the same database, in a process of its own. */
let service: Service;
let owner: DataSource;
let operations: Operation[];
/** What callers carry: nothing, nonsense, and tokens of every role. */
let credentials: Record<string, string>[];
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  owner = await openDataSource(tracker.database.ownerUrl);
  service = await startService({
    DATABASE_URL: tracker.database.appUrl,
    SECRET: randomBytes(48).toString('base64'),
    AUDIT_HEAD_FILE: tracker.options.auditHeadFile,
  });
  const { paths } = describeApi(tracker.app);
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).map(([method, { parameters = [] }]) => ({
      ...{ method: method.toUpperCase(), path },
      queries: parameters.filter((one: any) => one.in === 'query').map((one: any) => one.name as string),
    })),
  );
  credentials = [
    {},
    { authorization: 'Bearer nobody' },
    { authorization: 'Basic cXVhbi10cmk6bWF0a2hhdQ==' },
    { authorization: `Bearer ${'x'.repeat(5000)}` },
    { cookie: `session=${'a'.repeat(43)}` },
    { cookie: 'session=; __Host-session=%00; =' },
  ];
  for (const role of ROLES)
    credentials.push({ authorization: `Bearer ${await tokenOf(tracker.database, [{ role }])}` });
});
afterAll(async () => {
  await endServices();
  await owner.destroy();
  await tracker.stop();
});

const nastyText = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e999', 'NaN', 'null', 'true', '\u0000', '\ud800', '\uffff', '\u202e', 'à', 'a\u0300'],
    ...['25495', '72', 'e-office', '2016-12-31', '2016-02-30', '9999-12-31', '0001-01-01', '2016-12-31T00:00:00Z'],
    ...['__proto__', 'constructor', "' or 1=1--", '%', '_', '\\', '*', '"v1"', '[]', '{}', '../..', '{{7*7}}', '\r\n'],
    ...['9'.repeat(15), '9'.repeat(30), 'đ'.repeat(300), '00000000-0000-0000-0000-000000000000', 'WzEsIjEiLCJhIiwxXQ'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const nastyValue = fc.oneof(
  nastyText,
  fc.jsonValue({ maxDepth: 4 }),
  fc.double(),
  fc.constant(null),
  fc.array(nastyText),
);

/** Names that requests know, so that the values get past the first check. */
const FIELDS = [
  ...['unit', 'unitName', 'system', 'stage', 'effectiveOn', 'dated', 'dueOn', 'evidence', 'note', 'entries', 'reason'],
  ...['replacement', 'code', 'name', 'kind', 'level', 'parent', 'validFrom', 'validTo', 'changesFrom', 'corrects'],
  ...['members', 'set', 'within', 'owner', 'scope', 'asOf', 'count', 'total', 'comparator', 'document', 'grantedBy'],
  ...['__proto__', 'constructor', 'toString'],
];
const nastyObject = fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), nastyText), nastyValue, { maxKeys: 12 });

/** Never right: no object, no JSON, or an object with a field that nothing knows. */
const wrongBody = fc.oneof(
  { weight: 6, arbitrary: nastyObject.map((fields) => JSON.stringify({ ...fields, 'no such field': 1 })) },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.array(nastyObject), fc.double(), fc.constant(null)).map((it) => JSON.stringify(it)),
  },
  { weight: 1, arbitrary: nastyObject.map((fields) => JSON.stringify(fields).slice(0, -1)) },
  { weight: 1, arbitrary: nastyText.map((text) => `"${text}`) },
);

/** Halves of characters have no encoding. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, ''));

const segment = fc.oneof(
  nastyText.map(encoded),
  fc.constantFrom('%00', '%ZZ', '%', '%ff', '%ed%a0%80', '1', '294', '25495', 'e-office', 'so-tu-phap'),
);

const wrongRequest = (operation: Operation) =>
  fc.record({
    segments: fc.array(segment, { minLength: 4, maxLength: 4 }),
    query: fc.array(fc.tuple(fc.oneof(fc.constantFrom(...operation.queries, 'bogus'), nastyText), nastyText), {
      minLength: 1,
      maxLength: 6,
    }),
    body: wrongBody,
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('application/json; charset=utf-8', 'text/plain', 'x', 'application/jso'),
      },
    ),
    headers: fc.dictionary(
      fc.constantFrom('if-match', 'if-none-match', 'idempotency-key', 'accept-language', 'accept'),
      fc.constantFrom('', '*', '"v1"', '"v9999999999999999999"', 'W/"x"', 'a b', 'en;q=x', '\u00ff', 'x'.repeat(2000)),
    ),
  });

it('takes any malformed request to any operation, from anybody, without failing, writing or growing', async () => {
  const each = Math.ceil(REQUESTS / operations.length);
  const before = await rowCounts();
  const memory: number[] = [];
  let requests = 0;
  for (const operation of operations) {
    const writes = operation.method !== 'GET';
    const check = fc.asyncProperty(wrongRequest(operation), fc.nat(), async (wrong, who) => {
      const { segments, query, body, type, headers } = wrong;
      const rest = [...segments];
      const path = operation.path.replace(/\{\w+\}/g, () => rest.pop() ?? 'x');
      const search = query.map((pair) => pair.map((text) => encoded(text)).join('=')).join('&');
      const response = await fetch(`${service.address}${path}${writes ? '' : `?${search}`}`, {
        method: operation.method,
        redirect: 'manual',
        headers: { ...headers, ...credentials[who % credentials.length], ...(writes ? { 'content-type': type } : {}) },
        ...(writes ? { body } : {}),
      });
      await response.text();
      requests += 1;
      if (requests === WARM_UP || requests === REQUESTS) memory.push(residentKilobytes());
      expect(response.status).toBeLessThan(500);
      // Signing out asks for nothing that could be malformed.
      if (writes && !/\/sessions?$/.test(path)) expect(response.status).toBeGreaterThanOrEqual(400);
      if (response.status >= 400)
        expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    });
    await fc.assert(check, { numRuns: each });
    const { name, rows } = { name: `${operation.method} ${operation.path}`, rows: await rowCounts() };
    expect({ name, rows }).toEqual({ name, rows: before });
  }
  expect(requests).toBeGreaterThanOrEqual(REQUESTS);
  const [early = 0, late = Infinity] = memory;
  expect(late / early).toBeLessThan(MOST_GROWTH);
}, 300_000);

/** Rows of every table but those that note who tried to sign in, and what was sealed. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = await owner.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const counted = tables.map(({ name }) => name).filter((name) => !NOTES.includes(name));
  const counts = counted.map((name) => `(select count(*) from ${name}) as ${name}`);
  return (await owner.query<Record<string, number>[]>(`select ${counts.join()}`))[0] ?? {};
}

const NOTES = ['audit_event', 'audit_seal', 'row_seal', 'audit_head', 'throttle', 'single_sign_on_attempt'];

function residentKilobytes(): number {
  const [pid = 0] = service.processes();
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}
