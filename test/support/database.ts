import { randomBytes } from 'node:crypto';
import { openDataSource } from '../../config/data-source.js';

/** How the tests' server is reached; `%database%` stands for the database. */
export interface TestServer {
  admin: string;
  owner: string;
  app: string;
  /** SECRET of the service that loaded the sample. */
  secret: string;
}

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** What a database begins with: nothing at all, the schema alone, or the sample in it. */
const TEMPLATES = { nothing: 'template0', schema: 'tracker', sample: 'tracker_sample' };

export function testServer(): TestServer {
  return JSON.parse(process.env['TRACKER_TEST_SERVER'] ?? '') as TestServer;
}

/** SECRET of services on a database that has the sample: what it recorded was signed with it. */
export function testSecret(): string {
  return testServer().secret;
}

/** A database of its own; drop it in afterAll. */
export async function createDatabase(holding: keyof typeof TEMPLATES = 'schema'): Promise<TestDatabase> {
  const server = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${TEMPLATES[holding]} owner tracker_owner`);
  return {
    ownerUrl: fill(server.owner, name),
    appUrl: fill(server.app, name),
    drop: () => asAdmin(server, `drop database ${name} with (force)`),
  };
}

function fill(url: string, name: string): string {
  return url.replace('%25database%25', name).replace('%database%', name);
}

async function asAdmin(server: TestServer, statement: string): Promise<void> {
  const admin = await openDataSource(server.admin, 1);
  try {
    await admin.query(statement);
  } finally {
    await admin.destroy();
  }
}
