import { type TokenRow } from './accounts.queries.js';
import { type TokenAnswer } from './dto/account.answers.js';

/** Writes a token out, without what it is known by. */
export function tokenAnswer(row: TokenRow): TokenAnswer {
  const { id, name, roles, unitId, systemId, createdAt, expiresAt, revokedAt } = row;
  return { id, name, roles: [...roles], unitId, systemId, createdAt, expiresAt, revokedAt };
}
