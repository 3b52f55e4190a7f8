import { Flag, References, SomeOf, OneOf, Text } from '../../platform/validation/fields.js';
import { REPORT_FORMATS, type ReportFormat } from '../../reports/domain/report-format.js';
import { type Channel, CHANNELS } from '../domain/channel.js';

export class RecipientDto {
  @Text({ description: 'To whom, as the letter names it', example: 'Văn phòng UBND tỉnh' })
  name: string;

  @OneOf(CHANNELS, { description: 'How it is sent' })
  channel: Channel;

  @Text({ max: 500, verbatim: true, description: 'E-mail address, or the https address that a webhook is posted to' })
  address: string;

  @SomeOf(REPORT_FORMATS, { optional: true, description: 'Files that are sent; default docx, pdf and xlsx' })
  formats?: ReportFormat[];
}

export class DeliverDto {
  @References({ optional: true, description: 'Ids of the only recipients; default all of the definition' })
  recipients?: string[];
}

export class DeliverQuery {
  @Flag({ optional: true, description: 'true: only show what would go to whom; default false' })
  dryRun?: boolean;
}
