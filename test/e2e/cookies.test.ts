import { request as send } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

const PEOPLE_USE = 'https://theo-doi.tayninh.gov.vn';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ service: { publicUrl: new URL(PEOPLE_USE) } });
});
afterAll(() => tracker.stop());

it('travel over TLS alone, to this host alone, where people use https', async () => {
  const made = await tracker.post('/accounts', { name: 'thu-nghiem', fullName: 'Thử', grants: [{ role: 'viewer' }] });
  expect(made.body.link).toMatch(/^https:\/\/theo-doi\.tayninh\.gov\.vn\/sign-in#link=/);
  const body = { link: made.body.link.split('#link=')[1], password: 'năm con voi đi qua cầu' };
  const answer = await tracker.post('/session/link', body, { authorization: '', origin: PEOPLE_USE });
  expect(answer.status).toBe(204);
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const own = { authorization: '', cookie: cookie.split(';')[0] ?? '' };
  expect((await tracker.get('/me', own)).status).toBe(200);
  const ended = await tracker.delete('/session', { ...own, origin: PEOPLE_USE });
  expect([ended.status, ended.headers.get('set-cookie')]).toEqual([
    204,
    '__Host-session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0',
  ]);
  // By the address that the service listens on, no page of people's is.
  expect((await tracker.delete('/session', { ...own, origin: tracker.address })).status).toBe(403);
});

it('come with headers that keep the browser from anything else, whatever is answered', async () => {
  const answers = [
    await tracker.get('/me'),
    await tracker.get('/me', { authorization: '' }),
    await tracker.get('/nothing'),
    await tracker.post('/session', '{'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 400]);
  for (const { headers } of answers) {
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split(';')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]),
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000; includeSubDomains/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

it('are not handed back by TRACE', async () => {
  const status = await new Promise((resolve, reject) => {
    send(`${tracker.address}/api/v1/me`, { method: 'TRACE', headers: { cookie: 'session=x' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect([404, 405]).toContain(status);
});
