import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { type RouteOptions } from 'fastify';
import { describeApi } from '../../src/openapi.js';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
let document: OpenAPIObject;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  document = describeApi(tracker.app);
});
afterAll(() => tracker.stop());

function operations(): [string, any][] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, unknown>).map(([method, operation]): [string, any] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

it('is OpenAPI 3.1', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
});

it('describes every route of the running service and no other', () => {
  const server = tracker.app.getHttpAdapter().getInstance();
  const lines = server.printRoutes({ commonPrefix: false }).split('\n');
  const routes = lines.flatMap((line) => {
    const [, path, methods] = /^(?:│ {3}| {4})*(?:[├└]── )(\S*) \((.*)\)$/u.exec(line) ?? [];
    return path === undefined || methods === undefined ? [] : [{ path, methods, depth: line.search(/[├└]/u) / 4 }];
  });
  const prefixes: string[] = [];
  const served = routes.flatMap(({ path, methods, depth }) => {
    prefixes.splice(depth, prefixes.length, path);
    const url = prefixes.join('').replace(/:(\w+)/g, '{$1}');
    return methods.split(', ').map((method: RouteOptions['method']) => `${String(method)} ${url}`);
  });
  const described = operations().map(([name]) => name);
  expect(served.filter((route) => !/^(HEAD|OPTIONS) /.test(route)).sort()).toEqual(described.sort());
});

it('describes every answer and error with a schema', () => {
  for (const [name, operation] of operations()) {
    // Routes that lead a browser on answer with nothing but where to.
    if ('302' in operation.responses) {
      expect([name, operation.responses['302'].headers.Location]).toEqual([name, expect.any(Object)]);
      continue;
    }
    const { '304': unchanged, ...responses } = operation.responses;
    expect([name, unchanged === undefined]).toEqual([name, !name.startsWith('GET ')]);
    for (const [status, { content }] of Object.entries<any>(responses)) {
      if (status === '204') continue;
      const [type] = Object.keys(content ?? {});
      expect([name, status, content?.[type ?? '']?.schema]).toEqual([name, status, expect.any(Object)]);
      if (/^[45]/.test(status)) expect([name, type]).toEqual([name, 'application/problem+json']);
    }
    expect([name, Object.keys(responses).filter((status) => status.startsWith('2'))]).toEqual([
      name,
      [expect.stringMatching(/^20[0-4]$/)],
    ]);
    expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['4XX', '503'])]);
    expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\S/)]);
  }
});

it('describes every request: its path, its query, its body', () => {
  for (const [name, { parameters, requestBody }] of operations()) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const named = parameters.filter((one: any) => one.in === 'path').map((one: any) => one.name);
    expect([name, named]).toEqual([name, inPath]);
    for (const parameter of parameters) {
      expect([name, parameter.name, parameter.schema]).toEqual([name, parameter.name, expect.any(Object)]);
    }
    const saysItAll = /\/(reset|sign-out|apply|review|sign)$/.test(name);
    const hasBody = /^(POST|PATCH|PUT) /.test(name) && !saysItAll;
    expect([name, requestBody === undefined]).toEqual([name, !hasBody]);
  }
});

it('says how one signs in, and what is answered to who did not', () => {
  expect(document.components?.securitySchemes).toMatchObject({
    token: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
  });
  const signedIn = [{ token: [] }, { session: [] }];
  for (const [name, { security, responses, 'x-right': right }] of operations()) {
    const expected = right === 'public' ? [] : right === 'published' ? [...signedIn, {}] : signedIn;
    expect([name, security]).toEqual([name, expected]);
    const named = ['401', '403'].filter((status) => status in responses);
    const answered = right === 'public' ? [] : right === 'signed-in' ? ['401'] : ['401', '403'];
    expect([name, named]).toEqual([name, answered]);
  }
  const throttled = operations().filter(([, { responses }]) => '429' in responses);
  expect(throttled.map(([name]) => name).sort()).toEqual(
    ['me/password', 'me/second-factor', 'me/second-factor/end', 'session', 'session/link'].map(
      (path) => `POST /api/v1/${path}`,
    ),
  );
});

it('names the words that a query takes where it takes only some', async () => {
  let narrowed = 0;
  for (const [name, { parameters }] of operations()) {
    const asked = parameters.filter((one: any) => one.in === 'query' && one.schema.format === undefined);
    if (!name.startsWith('GET ') || asked.length === 0) continue;
    const path = name.slice('GET /api/v1'.length).replace(/\{[^}]+\}/g, 'khong-co');
    const query = asked.map((one: any) => `${String(one.name)}=no-such-word`).join('&');
    const { body } = await tracker.get(`${path}?${query}`, { 'accept-language': 'en' });
    const refused = new Map<string, string[]>(
      (body?.errors ?? []).flatMap(({ path: field, code, message }: any): [string, string[]][] =>
        code === 'not-one-of' ? [[field, / is not one of: (.*)\.$/.exec(message)?.[1]?.split(', ') ?? []]] : [],
      ),
    );
    for (const { name: parameter, schema } of asked) {
      const words = schema.enum ?? schema.items?.enum;
      expect([name, parameter, words]).toEqual([name, parameter, refused.get(parameter)]);
      if (words !== undefined) narrowed += 1;
    }
  }
  expect(narrowed).toBeGreaterThan(30);
});

it('gives no two things one name', () => {
  // Nest's Swagger only says so, and describes one of them as the other.
  const warned = jest.spyOn(Logger, 'warn');
  describeApi(tracker.app);
  expect(warned.mock.calls).toEqual([]);
  warned.mockRestore();
});

it('refers to nothing that it lacks', () => {
  const text = JSON.stringify(document);
  const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name);
  const schemas = Object.keys(document.components?.schemas ?? {});
  expect(referred.length).toBeGreaterThan(50);
  expect(referred.filter((name) => !schemas.includes(name ?? ''))).toEqual([]);
});

it('agrees with the answers: the fields they have are the fields described', async () => {
  const unescaped = (name: string): any => document.components?.schemas?.[name];
  for (const [path, schema] of [
    ['/coverage', 'CoverageAnswer'],
    ['/coverage/units?system=e-office&list=covered', 'CoverageUnitsAnswer'],
    ['/coverage/trend?from=2016-01-01&to=2016-12-31', 'CoverageTrendAnswer'],
    ['/units/25495', 'UnitOnDayAnswer'],
    ['/units/25495/history', 'UnitHistoryAnswer'],
    ['/systems/e-office', 'SystemOnDayAnswer'],
    ['/systems/e-office/applicability', 'RuleListAnswer'],
    ['/deployments', 'StateListAnswer'],
    ['/deployments/history', 'EntryListAnswer'],
    ['/deployments/1', 'EntryOnAnswer'],
    ['/declarations', 'DeclarationListAnswer'],
    ['/sets/so-tu-phap', 'SetWithMembersAnswer'],
  ] as const) {
    const { body } = await tracker.get(path);
    expectFields(path, body, unescaped(schema), unescaped);
  }
});

function expectFields(path: string, value: any, schema: any, find: (name: string) => any): void {
  const ref = schema?.$ref ?? schema?.allOf?.[0]?.$ref;
  if (ref) {
    expectFields(path, value, find(String(ref).split('/').at(-1) ?? ''), find);
  } else if (schema?.type === 'array') {
    for (const [index, item] of (value as unknown[]).entries()) {
      expectFields(`${path}[${index}]`, item, schema.items, find);
    }
  } else if (schema?.properties && value !== null) {
    const described = Object.keys(schema.properties as object);
    expect([path, Object.keys(value as object).filter((field) => !described.includes(field))]).toEqual([path, []]);
    expect([path, ((schema.required ?? []) as string[]).filter((field) => !(field in value))]).toEqual([path, []]);
    for (const field of described) {
      if (field in value) expectFields(`${path}.${field}`, value[field], schema.properties[field], find);
    }
  }
}
