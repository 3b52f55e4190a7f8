import { type LocalDate } from '../../kernel/local-date.js';
import { Day, Reference, WholeNumber } from '../../platform/validation/fields.js';

export class ReminderRuleDto {
  @Reference({ description: 'Id of the duty' })
  duty: string;

  @WholeNumber({ min: -30, max: 30, description: 'From the due day: -3 is three days before it, 2 two days after' })
  days: number;

  @WholeNumber({ optional: true, max: 23, description: 'Hour of the day in Asia/Ho_Chi_Minh; default 8' })
  hour?: number;
}

export class ReminderPreviewQuery {
  @Day({
    optional: true,
    description: 'What would go out by the end of this day, within a year of today; default: now',
  })
  on?: LocalDate;
}
