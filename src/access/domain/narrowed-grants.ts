import { type Grant, type Role } from '../../kernel/caller.js';
import { rolesWithin } from './rights.js';

/** What a token asks for: some roles, and optionally one unit or one system. */
export interface Narrowing {
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly systemId: number | null;
}

/**
 * The grants of a token: each of its roles where a grant of the account holds it now, never wider than that grant. An
 * editor's token with the role reporter and unit 703 logs in 703; after the account has become a viewer, nowhere.
 */
export function narrowedGrants(account: readonly Grant[], { roles, unitId, systemId }: Narrowing): Grant[] {
  return roles.flatMap((role) =>
    account
      .filter((grant) => rolesWithin(grant.role).includes(role))
      .map((grant) => ({
        role,
        unitId: role === 'reporter' ? (grant.unitId ?? unitId) : null,
        systemId: role === 'reporter' ? (grant.systemId ?? systemId) : null,
      })),
  );
}
