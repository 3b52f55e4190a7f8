import { type Role } from '../../kernel/caller.js';
import { accentFreeKey, tidy } from '../../kernel/vietnamese-text.js';

/** What a provider says of somebody: claims of the ID token and of the answer about the user. */
export type Claims = Readonly<Record<string, unknown>>;

/** A role that a claim's value stands for; only a reporter's names a unit or a system, by id or code. */
export interface MappedGrant {
  readonly role: Role;
  /** null: every unit. */
  readonly unit: string | null;
  /** null: every system. */
  readonly system: string | null;
}

const LONGEST_NAME = 56;
const LONGEST_FULL_NAME = 200;
const SHORTEST_NAME = 3;

/**
 * What the claim's values stand for, each grant once; a value that the mapping does not name stands for nothing. The
 * claim is one text or a list of texts: with `{"can-bo": viewer}` the claim `["can-bo", "khac"]` gives viewer.
 */
export function mappedGrants(
  claims: Claims,
  claim: string,
  mapping: ReadonlyMap<string, readonly MappedGrant[]>,
): MappedGrant[] {
  const said = claimOf(claims, claim);
  const values: unknown[] = Array.isArray(said) ? said : [said];
  const grants = values.flatMap((value) => (typeof value === 'string' ? (mapping.get(value) ?? []) : []));
  return [...new Map(grants.map((grant) => [JSON.stringify([grant.role, grant.unit, grant.system]), grant])).values()];
}

/**
 * The beginning of an account's name, as accounts here are named: `"Nguyễn Văn Đông@tinh.vn"` gives
 * `nguyen-van-dong-tinh.vn`. Where the claim says nothing fit, the provider's own number of the person stands in.
 */
export function accountNameOf(claims: Claims, claim: string, subject: string): string {
  const said = claimOf(claims, claim);
  const names = [typeof said === 'string' ? said : '', `sso-${subject}`].map((text) =>
    accentFreeKey(text)
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, LONGEST_NAME)
      .replace(/-+$/, ''),
  );
  return names.find((name) => name.length >= SHORTEST_NAME) ?? 'sso';
}

/** What the person is called (`name`), or, where the provider does not say, the name of the account. */
export function fullNameOf(claims: Claims, accountName: string): string {
  const said = claims['name'];
  const printable = typeof said === 'string' ? tidy(said.replace(/[\p{Cc}\p{Cs}]+/gu, ' ')) : '';
  return printable === '' ? accountName : [...printable].slice(0, LONGEST_FULL_NAME).join('');
}

/** A claim by its name, or, where there is none of that name, by its path: `realm_access.roles`. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((within, part) => {
    const holds = typeof within === 'object' && within !== null && Object.hasOwn(within, part);
    return holds ? (within as Claims)[part] : undefined;
  }, claims);
}
