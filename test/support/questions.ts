import { expect } from '@jest/globals';
import { type TestAnswer, type TestApp } from './app.js';

/** The one figure that a question about a single system and level has. */
export async function figureOf(tracker: TestApp, query: string, headers?: Record<string, string>): Promise<any> {
  const { status, body } = await tracker.get(`/coverage?${query}`, headers);
  expect(status).toBe(200);
  expect(body.rows).toHaveLength(1);
  return body.rows[0];
}

/** The last revision that was committed. */
export async function lastRevision(tracker: TestApp): Promise<number> {
  return (await tracker.get('/sets?limit=1')).body.revision as number;
}

/** An entry as an office logs it: e-office live at a commune of Tân Biên that lacks it, unless told otherwise. */
export function entry(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { unit: '25495', system: 'e-office', stage: 'live', effectiveOn: '2016-12-20', ...overrides };
}

/** Logs an entry that must be taken; the entry as answered. */
export async function log(tracker: TestApp, overrides: Record<string, unknown> = {}): Promise<any> {
  const { status, body } = await tracker.post('/deployments', entry(overrides));
  expect(body).not.toHaveProperty('errors');
  expect(status).toBe(201);
  return body;
}

/** The stage of a unit and system on a day; null where nothing is to be said. */
export async function stateOf(tracker: TestApp, unit: string, system: string, day: string): Promise<any> {
  const { body } = await tracker.get(`/deployments?unit=${unit}&system=${system}&asOf=${day}`);
  return body.items[0] ?? null;
}

/** What an answer says is wrong, as `path code`, sorted. */
export function faultsOf({ body }: TestAnswer): string[] {
  return (body.errors as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`).sort();
}

/** Every problem has this form, whatever it is about. */
export function expectProblem(answer: TestAnswer, status: number): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: expect.stringMatching(/\S.*\.$/),
    status,
    code: expect.stringMatching(/^[a-z0-9-]+$/),
    errors: expect.any(Array),
  });
  expect(answer.body.errors.length).toBeGreaterThan(0);
  for (const fault of answer.body.errors) {
    expect(fault).toMatchObject({ path: expect.any(String), code: expect.any(String), message: expect.any(String) });
  }
}
