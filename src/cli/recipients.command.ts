import { type Command, Option } from 'commander';
import { CHANNELS } from '../delivery/domain/channel.js';
import { RecipientDto } from '../delivery/dto/delivery.requests.js';
import { type RecipientRow, RecipientsService } from '../delivery/recipients.service.js';
import { Writers } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { type FormatOption, formatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

/** `reports recipients …`: whom the reports of a definition are sent to. */
export function addRecipients(reports: Command): void {
  const recipients = reports.command('recipients').description('nơi gửi: whom the reports of a definition are sent to');
  formatOption(recipients.command('list').description('those that it is sent to now'))
    .argument('<definition>', 'code of the definition')
    .action(async (definition: string, { format }: FormatOption) => {
      await withServices(async (services) => {
        print(await services.get(RecipientsService).list(definition), format);
      });
    });
  formatOption(recipients.command('add').description('send them to somebody, from the next report on'))
    .argument('<definition>', 'code of the definition')
    .argument('<address>', 'e-mail address, or the https address of a webhook')
    .requiredOption('--name <name>', 'as the letter names it: "Văn phòng UBND tỉnh"')
    .addOption(new Option('--channel <channel>', 'how it is sent').choices([...CHANNELS]).default('email'))
    .option('--files <formats...>', 'docx, pdf, xlsx, html, csv, json; default docx pdf xlsx')
    .action(
      async (
        definition: string,
        address: string,
        { format, files, ...options }: FormatOption & { files?: string[] } & Record<string, unknown>,
      ) => {
        const submission = submit(RecipientDto, { ...options, address, ...(files ? { formats: files } : {}) });
        await withServices(async (services) => {
          const service = services.get(RecipientsService);
          print([await services.get(Writers).write((tx) => service.add(tx, definition, submission))], format);
        });
      },
    );
  recipients
    .command('end')
    .description('send them nothing any more, not even what waits')
    .argument('<definition>', 'code of the definition')
    .argument('<id>', 'id of the recipient')
    .action(async (definition: string, id: string) => {
      await withServices(async (services) => {
        const service = services.get(RecipientsService);
        await services.get(Writers).write((tx) => service.remove(tx, definition, id));
      });
    });
}

function print(recipients: readonly RecipientRow[], format: FormatOption['format']): void {
  if (format === 'json') {
    printJson(recipients.map(({ id, name, channel, address, formats }) => ({ id, name, channel, address, formats })));
    return;
  }
  printLines(
    ['id', 'name', 'channel', 'address', 'files'],
    recipients.map(({ id, name, channel, address, formats }) => [id, name, channel, address, formats.join(' ')]),
    format,
  );
}
