import { ListQuery } from '../../platform/http/questions.js';
import { Instant } from '../../platform/validation/fields.js';

export class LateEntriesQuery extends ListQuery {
  @Instant({ description: 'Recorded or retracted after this instant, of days before its day in Asia/Ho_Chi_Minh' })
  since: string;
}
