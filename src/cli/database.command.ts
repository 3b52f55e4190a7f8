import { type Command } from 'commander';
import { readEnv } from '../../config/env.js';
import { joinDatabase } from '../platform/database/open-database.js';
import { SampleService } from '../sample/sample.service.js';
import { withServices } from './services.js';

/** `migrate` and `sample load`. */
export function addDatabase(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date, as its owner (MIGRATION_DATABASE_URL, or the embedded server)')
    .action(async () => {
      const database = await joinDatabase(readEnv(process.env), (line) => {
        console.error(line);
      });
      await database.stop();
      console.error('The database is up to date.');
    });

  program
    .command('sample')
    .description('the sample, Tây Ninh at the end of 2016')
    .command('load')
    .description('load it into an empty database')
    .action(() =>
      withServices(
        async (services) => {
          const { units, deployments } = await services.get(SampleService).load();
          console.error(`Loaded ${units} units and ${deployments} deployments.`);
        },
        { sample: false },
      ),
    );
}
