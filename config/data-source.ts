import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../migrations/index.js';

// Days and instants stay text (a JavaScript Date has no day and three decimals); bigint keys stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The one definition of a connection: the app, the CLI, the migrations and the tests all use it. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'egov-rollout-tracker',
    connectTimeoutMS: 10_000,
    extra: { idle_in_transaction_session_timeout: 60_000, statement_timeout: 300_000 },
  };
}

/** A connection of its own, for what runs outside the app: migrations, tests, benches. */
export function openDataSource(url: string, poolSize = 2): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url, poolSize)).initialize();
}
