import { readFileSync } from 'node:fs';
import { type MappedGrant } from '../src/access/domain/claims-to-grants.js';
import { type Role, ROLES } from '../src/kernel/caller.js';

/** The OpenID provider that people sign in with, and what its claims mean here. */
export interface SingleSignOnOptions {
  readonly issuer: URL;
  readonly clientId: string;
  /** null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** Separated by spaces; `openid` among them. */
  readonly scopes: string;
  /** Of these ways of proving who one is (`acr`) the provider has to say one; empty: whichever it chooses. */
  readonly acrValues: readonly string[];
  /** Name of the claim, or its path such as `realm_access.roles`, whose values `grants` explains. */
  readonly rolesClaim: string;
  /** Name of the claim that accounts are named after. */
  readonly nameClaim: string;
  /** Grants by value of the claim. */
  readonly grants: ReadonlyMap<string, readonly MappedGrant[]>;
}

const VARIABLES = [
  ...['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_CLIENT_SECRET_FILE', 'OIDC_SCOPES', 'OIDC_ROLES_CLAIM'],
  ...['OIDC_NAME_CLAIM', 'OIDC_GRANTS', 'OIDC_GRANTS_FILE', 'OIDC_ACR_VALUES'],
];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const SHAPE = '{"value of the claim": [{"role": "reporter", "unit": "25495", "system": "e-office"}]}';

/** Reads the OIDC_ variables; null without OIDC_ISSUER. Adds a sentence to `faults` for each thing wrong with them. */
export function readSingleSignOn(text: (name: string) => string | null, faults: string[]): SingleSignOnOptions | null {
  const issuer = text('OIDC_ISSUER');
  if (issuer === null) {
    const [set] = VARIABLES.filter((name) => text(name) !== null);
    if (set !== undefined) faults.push(`${set} is set without OIDC_ISSUER; set both, or neither.`);
    return null;
  }
  const content = (name: string): string | null => {
    const file = text(`${name}_FILE`);
    if (text(name) !== null || file === null) return text(name);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      faults.push(`${name}_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
      return null;
    }
  };
  const clientId = text('OIDC_CLIENT_ID');
  if (clientId === null)
    faults.push('OIDC_CLIENT_ID is missing: the name under which the provider knows this service.');
  if (text('PUBLIC_URL') === null)
    faults.push('PUBLIC_URL is missing: the provider sends people back to it, and to no other address.');
  const scopes = text('OIDC_SCOPES') ?? 'openid profile';
  if (!scopes.split(' ').includes('openid')) faults.push(`OIDC_SCOPES takes openid among others; it is "${scopes}".`);
  return {
    issuer: readIssuer(issuer, faults),
    clientId: clientId ?? '',
    clientSecret: content('OIDC_CLIENT_SECRET')?.trim() ?? null,
    scopes,
    acrValues: (text('OIDC_ACR_VALUES') ?? '').split(' ').filter((value) => value !== ''),
    rolesClaim: text('OIDC_ROLES_CLAIM') ?? 'roles',
    nameClaim: text('OIDC_NAME_CLAIM') ?? 'preferred_username',
    grants: readGrants(content('OIDC_GRANTS'), faults),
  };
}

function readIssuer(text: string, faults: string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url && isSafe && url.search === '' && url.hash === '' && url.username === '') return url;
  faults.push(
    `OIDC_ISSUER takes the provider's address such as https://sso.tayninh.gov.vn/realms/can-bo (http on this machine ` +
      `alone); it is "${text}".`,
  );
  return new URL('https://localhost');
}

function readGrants(text: string | null, faults: string[]): Map<string, MappedGrant[]> {
  const wrong = (what: string): Map<string, MappedGrant[]> => {
    faults.push(`OIDC_GRANTS ${what}; it takes ${SHAPE}.`);
    return new Map();
  };
  if (text === null) return wrong('is missing, so that nobody could sign in');
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    return wrong('is no JSON');
  }
  if (!isObject(plain) || Object.keys(plain).length === 0) return wrong('names no value of the claim');
  const mapping = new Map<string, MappedGrant[]>();
  for (const [value, grants] of Object.entries(plain)) {
    const read = Array.isArray(grants) ? grants.map(grantOf) : [];
    if (read.length === 0 || read.includes(null)) wrong(`has a fault at "${value}"`);
    mapping.set(
      value,
      read.filter((grant) => grant !== null),
    );
  }
  return mapping;
}

/** null where it is not a role, with a unit and a system at most, and these of a reporter alone. */
function grantOf(plain: unknown): MappedGrant | null {
  if (!isObject(plain)) return null;
  const { role, unit = null, system = null, ...unknown } = plain;
  const isRole = (ROLES as readonly unknown[]).includes(role);
  const isScope = (value: unknown): value is string | null =>
    value === null || (role === 'reporter' && typeof value === 'string' && value !== '');
  if (!isRole || !isScope(unit) || !isScope(system) || Object.keys(unknown).length > 0) return null;
  return { role: role as Role, unit, system };
}

function isObject(plain: unknown): plain is Record<string, unknown> {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain);
}
