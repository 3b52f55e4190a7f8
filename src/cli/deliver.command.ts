import { type Command } from 'commander';
import { Writers } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { DeliveriesService } from '../delivery/deliveries.service.js';
import { deliveryAnswer, previewAnswer } from '../delivery/delivery-answers.js';
import { DeliveryScheduler } from '../delivery/delivery-scheduler.service.js';
import { DeliverDto } from '../delivery/dto/delivery.requests.js';
import { type FormatOption, formatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `reports deliver`: sends from this process; where no mail server is configured here, the running service does. */
export function addDeliver(reports: Command): void {
  formatOption(
    reports.command('deliver').description('gửi: send a report to its recipients; again to who had it before'),
  )
    .argument('<id>')
    .option('--to <ids...>', 'only to these recipients')
    .option('--dry-run', 'show what would go to whom, and send nothing')
    .action(async (id: string, { format, to, dryRun }: FormatOption & { to?: string[]; dryRun?: boolean }) => {
      await withServices(async (services) => {
        const deliveries = services.get(DeliveriesService);
        const submission = submit(DeliverDto, to === undefined ? {} : { recipients: to });
        if (dryRun === true) {
          const items = (await deliveries.preview(id, submission)).map(previewAnswer);
          if (format === 'json') printJson(items);
          else
            printLines(
              ['recipient', 'channel', 'address', 'round', 'subject', 'files'],
              items.map(({ recipient, channel, address, round, subject, files }) => [
                ...[recipient, channel, address, String(round), subject],
                files.map(({ fileName }) => fileName).join(' '),
              ]),
              format,
            );
          return;
        }
        await services.get(Writers).write((tx) => deliveries.deliver(tx, id, submission));
        await services.get(DeliveryScheduler).send(id);
        const answers = (await deliveries.list(id)).map(deliveryAnswer);
        if (format === 'json') printJson(answers);
        else
          printLines(
            ['recipient', 'channel', 'address', 'round', 'state', 'error'],
            answers.map(({ recipient, channel, address, round, state, lastError }) => [
              ...[recipient, channel, address, String(round), state, lastError ?? ''],
            ]),
            format,
          );
      });
    });
}
