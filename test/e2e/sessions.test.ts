import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { AccessState, IDLE_MS } from '../../src/access/access-state.service.js';
import { noteSeen } from '../../src/access/access.queries.js';
import { digestOf } from '../../src/access/authentication.service.js';
import { Passwords } from '../../src/access/passwords.service.js';
import { sessionOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';

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

const signedIn = async (key: string): Promise<{ status: number; name: string }> => {
  const { status, body } = await tracker.get('/me', { authorization: '', cookie: `session=${key}` });
  return { status, name: body.name };
};
const change = async (key: string, set: string): Promise<void> => {
  await owner.query(`update session set ${set} where digest = $1`, [digestOf(key)]);
  await tracker.app.get(AccessState).confirm();
};

it('end when nobody uses them', async () => {
  const key = await sessionOf(tracker.database, [{ role: 'viewer' }]);
  expect((await signedIn(key)).status).toBe(200);
  await change(key, `expires_at = clock_timestamp() - interval '1 second'`);
  expect((await signedIn(key)).status).toBe(401);
});

it('go on while they are used, but never longer than seven days', async () => {
  const [young, old] = [
    await sessionOf(tracker.database, [{ role: 'viewer' }]),
    await sessionOf(tracker.database, [{ role: 'viewer' }]),
  ];
  await change(old, `began_at = clock_timestamp() - interval '7 days'`);
  const ids = await owner.query<{ id: string }[]>(`select id from session where digest = any($1)`, [
    [young, old].map(digestOf),
  ]);
  await noteSeen(
    owner.manager,
    ids.map(({ id }) => id),
    IDLE_MS,
  );
  const left = async (key: string): Promise<number> => {
    const [{ hours }] = await owner.query<[{ hours: number }]>(
      `select round(extract(epoch from expires_at - clock_timestamp()) / 3600)::int as hours from session
       where digest = $1`,
      [digestOf(key)],
    );
    return hours;
  };
  expect([await left(young), await left(old)]).toEqual([12, 0]);
  await tracker.app.get(AccessState).confirm();
  expect([(await signedIn(young)).status, (await signedIn(old)).status]).toEqual([200, 401]);
});

it('are ended by an administrator, all of an account and no other', async () => {
  const [one, other] = [
    await sessionOf(tracker.database, [{ role: 'viewer' }]),
    await sessionOf(tracker.database, [{ role: 'viewer' }]),
  ];
  const { name } = await signedIn(one);
  expect((await tracker.post(`/accounts/${name}/sign-out`, undefined)).status).toBe(204);
  expect([(await signedIn(one)).status, (await signedIn(other)).status]).toEqual([401, 200]);
});

it('rest on passwords that are kept by Argon2id, with 19 MiB and two passes, differently each time', async () => {
  const passwords = tracker.app.get(Passwords);
  const [first, second] = [await passwords.hash('mưa rơi trên mái'), await passwords.hash('mưa rơi trên mái')];
  for (const hashed of [first, second]) expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await passwords.isRight('mưa rơi trên mái'.normalize('NFD'), first)).toBe(true);
  expect(await passwords.isRight('mưa rơi trên mái ', first)).toBe(false);
  expect(await passwords.isRight('mưa rơi trên mái', null)).toBe(false);
});
