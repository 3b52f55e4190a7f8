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

  @Text({ optional: true, max: 200, description: 'In the account, the action, the reason or the subject' })
  q?: string;
}

export class AuditQuery extends AuditFilter {
  @WholeNumber({ optional: true, min: 1, max: 500, description: 'Items on a page; default 100' })
  limit?: number;

  @WholeNumber({ optional: true, max: 10_000_000, description: 'Items before the page' })
  offset?: number;
}
