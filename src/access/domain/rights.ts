import { type Caller, type Grant, type Right, type Role } from '../../kernel/caller.js';

/** Which roles have a right that needs one. */
const HOLDERS: Readonly<Record<'read' | 'log' | 'import' | 'edit' | 'approve' | 'administer', readonly Role[]>> = {
  read: ['viewer', 'reporter', 'approver', 'editor', 'administrator'],
  log: ['reporter', 'editor', 'administrator'],
  import: ['reporter', 'approver', 'editor', 'administrator'],
  edit: ['editor', 'administrator'],
  approve: ['approver'],
  administer: ['administrator'],
};

/** Whether a caller has a right somewhere. `published`: whether the province lets anybody read its figures. */
export function mayUse(caller: Caller, right: Right, published: boolean): boolean {
  if (isOurselves(caller) || right === 'public') return true;
  if (right === 'signed-in') return caller.account !== null;
  if (right === 'published' && published) return true;
  if (caller.lacksSecondFactor === true) return false;
  if (right === 'account') return caller.account !== null;
  if (right === 'published') return mayUse(caller, 'read', published);
  return caller.grants.some(({ role }) => HOLDERS[right].includes(role));
}

/** Where a caller may log: whoever may edit, everywhere (null); a reporter, where one of the grants reaches. */
export function logScope(caller: Caller): readonly Grant[] | null {
  if (isOurselves(caller) || mayUse(caller, 'edit', false)) return null;
  return caller.grants.filter(({ role }) => role === 'reporter');
}

/** Whether one of the roles has no read scope (ADR 12): only reporters and viewers have one. */
export function readsEverything(grants: readonly Grant[]): boolean {
  return grants.some(({ role }) => role !== 'reporter' && role !== 'viewer');
}

/** Roles that a holder of a role may hand to a token of its own: those with no right that it lacks. */
export function rolesWithin(role: Role): Role[] {
  const rights = Object.values(HOLDERS);
  const roles: readonly Role[] = HOLDERS.read;
  return roles.filter((other) => rights.every((holders) => !holders.includes(other) || holders.includes(role)));
}

/** The service's own work, and whoever holds the machine that it runs on. */
function isOurselves({ via }: Caller): boolean {
  return via === 'service' || via === 'command-line';
}
