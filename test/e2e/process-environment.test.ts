import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenOf } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { createDataDir, endServices, refusedStart, startService } from '../support/service-process.js';

const LONG = 60_000;
const STACK = /\n\s+at /;
const SECRET = randomBytes(48).toString('base64');

let migrated: TestDatabase;
let bare: TestDatabase;
let home: string;
let own: { SECRET: string; AUDIT_HEAD_FILE: string };
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'service-environment-'));
  own = { SECRET, AUDIT_HEAD_FILE: join(home, 'audit-head') };
  migrated = await createDatabase();
  bare = await createDatabase('nothing');
});
afterEach(endServices, LONG);
afterAll(async () => {
  await migrated.drop();
  await bare.drop();
  rmSync(home, { recursive: true });
});

describe('the environment', () => {
  it(
    'is refused with every fault of it',
    async () => {
      const { code, said } = await refusedStart({
        ...{ PORT: 'eighty', DATABASE_POOL_SIZE: '0', DATABASE_URL: 'mysql://x', MIGRATION_DATABASE_URL: 'y' },
        TRUSTED_PROXIES: '10.0.0.0/8, proxy,10.0.0.1/33,::1',
      });
      expect(code).toBe(1);
      expect(said.trimEnd().split('\n').sort()).toEqual([
        'DATABASE_POOL_SIZE takes a whole number from 2 to 100; it is "0".',
        'DATABASE_URL takes postgresql://user:password@host:port/database.',
        'MIGRATION_DATABASE_URL takes postgresql://user:password@host:port/database.',
        'PORT takes a whole number from 0 to 65535; it is "eighty".',
        'TRUSTED_PROXIES takes addresses or networks such as 10.0.0.5,10.1.0.0/16; "10.0.0.1/33" is none.',
        'TRUSTED_PROXIES takes addresses or networks such as 10.0.0.5,10.1.0.0/16; "proxy" is none.',
      ]);
    },
    LONG,
  );

  it(
    'is refused with every fault of the single sign-on',
    async () => {
      const { code, said } = await refusedStart({
        ...{ OIDC_ISSUER: 'http://sso.tinh.vn', OIDC_CLIENT_SECRET_FILE: join(home, 'none'), OIDC_SCOPES: 'profile' },
        OIDC_GRANTS:
          '{ "can-bo": [{ "role": "viewer", "unit": "703" }], "xa": [{ "role": "reporter", "unit": "703" }] }',
      });
      expect(code).toBe(1);
      expect(said.trimEnd().split('\n').sort()).toEqual([
        'OIDC_CLIENT_ID is missing: the name under which the provider knows this service.',
        expect.stringMatching(/^OIDC_CLIENT_SECRET_FILE cannot be read: ENOENT/),
        expect.stringMatching(/^OIDC_GRANTS has a fault at "can-bo"; it takes /),
        expect.stringMatching(
          /^OIDC_ISSUER takes .* \(http on this machine alone\); it is "http:\/\/sso\.tinh\.vn"\.$/,
        ),
        'OIDC_SCOPES takes openid among others; it is "profile".',
        'PUBLIC_URL is missing: the provider sends people back to it, and to no other address.',
      ]);
      expect(said).not.toMatch(STACK);
    },
    LONG,
  );

  it(
    'is refused with every fault of sending reports, and none repeats a password',
    async () => {
      const { code, said } = await refusedStart({
        ...{ SMTP_URL: 'http://user:mat-khau@mail.tinh.vn', SMTP_FROM: 'Sở TTTT', SMTP_TLS: 'never' },
        ...{ ALARM_TO: 'quan-tri@tinh.gov.vn, ai', WEBHOOK_NETWORKS: '10.1.0.0/16, 10.1.0.0/33, noi-bo' },
      });
      expect(code).toBe(1);
      expect(said.trimEnd().split('\n').sort()).toEqual([
        'ALARM_TO takes mail addresses, separated by commas; "ai" is none.',
        'SMTP_FROM takes whom mail comes from, such as "Sở Thông tin và Truyền thông" <bao-cao@tinh.gov.vn>; it is Sở TTTT.',
        'SMTP_TLS takes required or offered; it is "never".',
        'SMTP_URL takes smtps://user:password@host:465 or smtp://user:password@host:587.',
        'WEBHOOK_NETWORKS takes addresses and networks such as 10.1.0.0/16; "10.1.0.0/33" is none.',
        'WEBHOOK_NETWORKS takes addresses and networks such as 10.1.0.0/16; "noi-bo" is none.',
      ]);
      expect(said).not.toContain('mat-khau');
    },
    LONG,
  );

  it.each([
    [{ SMTP_FROM: 'bao-cao@tinh.gov.vn' }, 'SMTP_FROM is set without SMTP_URL; set both, or neither.'],
    [{ SMTP_URL_FILE: '/nowhere/smtp' }, 'SMTP_URL_FILE cannot be read: ENOENT'],
    [{ SMTP_URL: 'smtps://mail.tinh.vn' }, 'it is missing.'],
    [{ OIDC_CLIENT_ID: 'theo-doi' }, 'OIDC_CLIENT_ID is set without OIDC_ISSUER; set both, or neither.'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ DATABASE_POOL_SIZE: '1.5' }, 'DATABASE_POOL_SIZE'],
    [{ MIGRATION_DATABASE_URL: 'postgresql://a@localhost/b' }, 'MIGRATION_DATABASE_URL is set without DATABASE_URL'],
  ])(
    '%j is refused',
    async (env, sentence) => {
      const { code, said } = await refusedStart(env);
      expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
      expect(said).not.toMatch(STACK);
    },
    LONG,
  );

  it.each([
    ['postgresql://someone:secret@127.0.0.1:1/tracker', '127.0.0.1:1'],
    ['postgresql://someone:secret@no-such-host.invalid/tracker', 'no-such-host.invalid'],
  ])(
    'refuses %s, which nobody serves',
    async (url, place) => {
      const { code, said } = await refusedStart({ ...own, DATABASE_URL: url });
      expect(code).toBe(1);
      expect(said).toMatch(/^DATABASE_URL: the server at .* cannot be used: .*\.\n$/);
      expect(said).toContain(place);
      expect(said).not.toContain('secret');
    },
    LONG,
  );

  it(
    'refuses a host that is not of this machine',
    async () => {
      const { code, said } = await refusedStart({ ...own, DATABASE_URL: migrated.appUrl, HOST: '192.0.2.1' });
      expect([code, said]).toEqual([1, 'HOST 192.0.2.1 is no address of this machine.\n']);
    },
    LONG,
  );
});

describe('the secret', () => {
  const missing = /^SECRET is missing\. .*\n$/;

  it.each([
    ['with a server of its own', () => ({ DATABASE_URL: migrated.appUrl }), missing],
    ['in production', () => ({ DATA_DIR: join(home, 'postgres'), NODE_ENV: 'production' }), missing],
    [
      'too short',
      () => ({ DATABASE_URL: migrated.appUrl, SECRET: 'aB3$' }),
      /^SECRET is shorter than 32 characters\.\n/,
    ],
    [
      'known',
      () => ({ DATABASE_URL: migrated.appUrl, SECRET: 'change-me-change-me-change-me-change-me' }),
      /^SECRET can be guessed; .*\n$/,
    ],
    ['repeated', () => ({ DATABASE_URL: migrated.appUrl, SECRET: 'ab'.repeat(20) }), /^SECRET can be guessed; .*\n$/],
    [
      'in a file that is not there',
      () => ({ DATABASE_URL: migrated.appUrl, SECRET_FILE: join(home, 'none') }),
      /^SECRET_FILE cannot be read: .*\n$/,
    ],
  ])(
    'is refused: %s',
    async (_, env, sentence) => {
      const { code, said } = await refusedStart(env());
      expect([code, said]).toEqual([1, expect.stringMatching(sentence)]);
    },
    LONG,
  );

  it.each([undefined, 'http://theo-doi.tayninh.gov.vn'])(
    'is not enough in production: people use an https address, not %s',
    async (address) => {
      const env = { ...own, DATABASE_URL: migrated.appUrl, NODE_ENV: 'production' };
      const { code, said } = await refusedStart({ ...env, ...(address === undefined ? {} : { PUBLIC_URL: address }) });
      expect([code, said]).toEqual([1, expect.stringMatching(/^PUBLIC_URL is missing, or not https\. .*\n$/)]);
    },
    LONG,
  );

  it(
    'comes from a file, or is made for the embedded server, for its owner alone',
    async () => {
      const file = join(home, 'secret-of-operator');
      writeFileSync(file, `${SECRET}\n`);
      const service = await startService({
        ...{ DATABASE_URL: migrated.appUrl, SECRET_FILE: file, AUDIT_HEAD_FILE: own.AUDIT_HEAD_FILE },
      });
      expect(await service.end('SIGTERM')).toBe(0);
      const place = createDataDir();
      const embedded = await startService({ DATA_DIR: place.dataDir });
      const made = statSync(join(place.dataDir, '..', 'secret'));
      expect([(made.mode & 0o777).toString(8), made.size > 40]).toEqual(['600', true]);
      expect(await embedded.end('SIGTERM')).toBe(0);
      place.remove();
    },
    LONG,
  );
});

describe('the service on a server of its operator', () => {
  it(
    'refuses a database that is not migrated, unless it may migrate it',
    async () => {
      const refused = await refusedStart({ ...own, DATABASE_URL: bare.appUrl });
      expect(refused.code).toBe(1);
      expect(refused.said).toMatch(
        /^The database is not migrated to this version\. Set MIGRATION_DATABASE_URL .*\.\n$/,
      );

      const service = await startService({
        ...{ ...own, DATABASE_URL: bare.appUrl, MIGRATION_DATABASE_URL: bare.ownerUrl },
      });
      const token = await tokenOf(bare, [{ role: 'administrator' }]);
      expect(service.said()).not.toContain('Loaded');
      expect((await ask(service.address, '/units', token)).items).toEqual([]);
      expect(await ask(service.address, '/coverage', token)).toMatchObject({ revision: 0, rows: [] });
      expect(await service.end('SIGTERM')).toBe(0);

      const again = await startService({ ...own, DATABASE_URL: bare.appUrl });
      expect((await ask(again.address, '/units', token)).items).toEqual([]);
      expect(await again.end('SIGTERM')).toBe(0);
    },
    LONG,
  );

  it(
    'shares its data with other instances',
    async () => {
      const [one, other] = await Promise.all([
        startService({ ...own, DATABASE_URL: migrated.appUrl }),
        startService({ ...own, DATABASE_URL: migrated.appUrl }),
      ]);
      const token = await tokenOf(migrated, [{ role: 'administrator' }]);
      expect(one.said()).toContain('the server of DATABASE_URL');
      const unit = { code: '72', name: 'Tỉnh Tây Ninh', kind: 'tỉnh', level: 'province' };
      const response = await fetch(`${one.address}/api/v1/units`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(unit),
      });
      expect(response.status).toBe(201);
      expect((await ask(other.address, '/units', token)).items).toMatchObject([{ code: '72', name: 'Tỉnh Tây Ninh' }]);
      expect([await one.end('SIGTERM'), await other.end('SIGTERM')]).toEqual([0, 0]);
    },
    LONG,
  );
});

async function ask(address: string, path: string, token: string): Promise<any> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${address}/api/v1${path}`, { headers })).json();
}
