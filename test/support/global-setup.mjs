import 'reflect-metadata';
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataSource } from '../../dist/config/data-source.js';
import { startEmbeddedServer } from '../../dist/src/platform/database/embedded/embedded-server.js';
import { createApplication } from '../../dist/src/application.js';
import { SampleService } from '../../dist/src/sample/sample.service.js';
import { migrate } from '../../dist/src/platform/database/migrate.js';

/**
 * One real PostgreSQL for the whole run, from the build that `npm test` makes first. Its database `tracker` is
 * migrated, and `tracker_sample` has the sample as well; they are made once and copied for every test file. In the URLs
 * `%database%` stands for the database.
 */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'tracker-test-'));
  // Root's server runs as another account; were it closed to that one, the data would go below /var/lib and stay.
  await chmod(folder, 0o755);
  const server = await startEmbeddedServer({ dataDir: join(folder, 'postgres'), durable: false });
  globalThis.stopTestServer = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await migrate(server.ownerUrl, 'tracker_app');
  const admin = await openDataSource(server.adminUrl, 1);
  await admin.query('create database tracker_sample template tracker owner tracker_owner');
  const secret = randomBytes(48).toString('base64');
  await loadSample(server.urlFor('app', 'tracker_sample'), secret, folder);
  for (const template of ['tracker', 'tracker_sample'])
    await admin.query(`alter database ${template} with is_template true allow_connections false`);
  await admin.destroy();
  process.env.TRACKER_TEST_SERVER = JSON.stringify({
    admin: server.adminUrl,
    owner: server.urlFor('owner', '%database%'),
    app: server.urlFor('app', '%database%'),
    secret,
  });
}

/** Loads the sample through a service that does not run: what it recorded is left to be sealed by those of its secret. */
async function loadSample(url, secret, folder) {
  const app = await createApplication({
    url,
    poolSize: 2,
    secret: Buffer.from(secret),
    auditHeadFile: join(folder, 'audit-head'),
    publicUrl: null,
    trustedProxies: [],
    singleSignOn: null,
    delivery: { smtp: null, webhookNetworks: [], alarmTo: [] },
    signing: null,
  });
  await app.get(SampleService).load();
  await app.close();
}
