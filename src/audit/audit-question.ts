import { type AuditQuestion } from './audit-trail.queries.js';
import { type AuditFilter } from './dto/audit.requests.js';

/** What was asked, with null for what was not. */
export function questionOf(filter: AuditFilter): AuditQuestion {
  const { account = null, action = null, from = null, to = null, requestId = null, address = null } = filter;
  const { subjectType = null, subjectId = null, q = null } = filter;
  return { account, action, from, to, requestId, address, subjectType, subjectId, q };
}
