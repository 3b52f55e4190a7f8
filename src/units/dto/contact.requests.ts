import { type LocalDate } from '../../kernel/local-date.js';
import { TimeQuery } from '../../platform/http/questions.js';
import { Day, Email, Reference, Telephone, Text } from '../../platform/validation/fields.js';

export class ContactsQuery extends TimeQuery {
  @Reference({ description: 'Id or code of the unit on the day' })
  unit: string;
}

export class ContactDto {
  @Reference({ description: 'Id or code of the unit on the first day' })
  unit: string;

  @Text({ optional: true, description: 'Its name on that day, where the code has changed hands' })
  unitName?: string;

  @Text({ max: 120, description: 'Họ và tên' })
  name: string;

  @Text({ optional: true, max: 200, description: 'Chức vụ' })
  post?: string;

  @Telephone({ optional: true, description: 'Số điện thoại' })
  telephone?: string;

  @Email({ optional: true, description: 'Thư điện tử' })
  email?: string;

  @Day({ description: 'First day; whoever answered until then does so no longer' })
  validFrom: LocalDate;

  @Day({ optional: true, description: 'First day after; absent: no end' })
  validTo?: LocalDate;
}

export class ContactRetractionDto {
  @Text({ max: 1000, lines: true, description: 'Lý do' })
  reason: string;
}
