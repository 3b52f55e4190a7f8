import fc from 'fast-check';
import { type INestApplication } from '@nestjs/common';
import { describeApi } from '../../src/openapi.js';

/** A method and an address of the interface, with the names of its query. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly queries: readonly string[];
}

export interface WrongRequest {
  readonly segments: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  readonly body: string;
  readonly type: string;
  readonly headers: Record<string, string>;
}

/** All that the interface describes. */
export function operationsOf(app: INestApplication): Operation[] {
  return Object.entries(describeApi(app).paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).map(([method, { parameters = [] }]) => ({
      ...{ method: method.toUpperCase(), path },
      queries: parameters.filter((one: any) => one.in === 'query').map((one: any) => one.name as string),
    })),
  );
}

/** Sends it with what somebody carries; never right, but for signing out, which asks for nothing that could be wrong. */
export async function sendWrong(
  address: string,
  { method, path }: Operation,
  { segments, query, body, type, headers }: WrongRequest,
  credential: Record<string, string>,
): Promise<Response> {
  const writes = method !== 'GET';
  const rest = [...segments];
  const where = path.replace(/\{\w+\}/g, () => rest.pop() ?? 'x');
  const search = query.map((pair) => pair.map((text) => encoded(text)).join('=')).join('&');
  return fetch(`${address}${where}${writes ? '' : `?${search}`}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...credential, ...(writes ? { 'content-type': type } : {}) },
    ...(writes ? { body } : {}),
  });
}

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
export const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, ''));

const segment = fc.oneof(
  nastyText.map(encoded),
  fc.constantFrom('%00', '%ZZ', '%', '%ff', '%ed%a0%80', '1', '294', '25495', 'e-office', 'so-tu-phap'),
);

/** What is wrong with a request, whatever it is sent to. */
export const wrongRequest = (operation: Operation): fc.Arbitrary<WrongRequest> =>
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
