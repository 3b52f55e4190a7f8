/** What an account may be; one account may be several. */
export const ROLES = ['administrator', 'editor', 'reporter', 'approver', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a route may demand of its caller.
 * - `public`: nothing
 * - `published`: to read; or that the province publishes its figures
 * - `signed-in`: to have signed in, even without the second factor that one's roles demand
 * - `account`: to have signed in, whatever the roles
 * - `read`: to read what is recorded, within the account's read scope
 * - `log`: to enter and withdraw facts of units and systems of its own, with contacts and evidence
 * - `import`: to bring files in, of the kinds that one's other rights allow
 * - `edit`: to change what the province decides: units, reorganisations, systems, rules, exemptions, declarations
 * - `approve`: to issue reports, to review scores and publish results
 * - `administer`: accounts, rights, settings, audit
 */
export const RIGHTS = [
  'public',
  'published',
  'signed-in',
  'account',
  'read',
  'log',
  'import',
  'edit',
  'approve',
  'administer',
] as const;
export type Right = (typeof RIGHTS)[number];

/** A role, and where it may write; only a reporter's is narrowed (ADR 12). */
export interface Grant {
  readonly role: Role;
  /** The unit with all below it, and what it came from; null: every unit. */
  readonly unitId: string | null;
  /** null: every system. */
  readonly systemId: number | null;
}

/** Who asks. */
export interface Caller {
  readonly via: 'session' | 'token' | 'anonymous' | 'command-line' | 'service';
  /** Whom it is done for; null: nobody who signed in. */
  readonly account: { readonly id: string; readonly name: string } | null;
  readonly grants: readonly Grant[];
  /** Ids of the units below which it may read; null: everywhere. */
  readonly readWithin: readonly string[] | null;
  /** Its roles demand a second factor and it signed in without: it may do nothing but begin with one (ADR 25). */
  readonly lacksSecondFactor?: boolean;
}

/** Who signed in with nothing. */
export const ANONYMOUS: Caller = { via: 'anonymous', account: null, grants: [], readWithin: null };
