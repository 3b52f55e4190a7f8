import { Instant, Text, WholeNumber } from '../../platform/validation/fields.js';

export class AuditFilter {
  @Text({ optional: true, max: 200, description: 'Name of the account' })
  account?: string;

  @Text({ optional: true, max: 200, description: 'What was done, such as `POST /deployments` or `sign-in-refused`' })
  action?: string;

  @Instant({ optional: true, description: 'At this instant or later' })
  from?: string;

  @Instant({ optional: true, description: 'Before this instant' })
  to?: string;

  @Text({ optional: true, max: 200, description: 'Id of the request, as the entries name it' })
  requestId?: string;

  @Text({ optional: true, max: 100, description: 'Network address that it came from' })
  address?: string;

  @Text({
    optional: true,
    max: 100,
    description: 'What it was done to: `account`, `session`, `token`, `setting`, or a table such as `deployment_entry`',
  })
  subjectType?: string;

  @Text({ optional: true, max: 200, description: 'Which one: its id, or the key of the row' })
  subjectId?: string;

  @Text({ optional: true, max: 200, description: 'In the account, the action, the reason or the subject' })
  q?: string;
}

export class AuditQuery extends AuditFilter {
  @WholeNumber({ optional: true, min: 1, max: 500, description: 'Items on a page; default 100' })
  limit?: number;

  @Text({ optional: true, max: 200, description: 'nextCursor of the page before' })
  cursor?: string;
}
