/** With TLS the browser lets no other host and no plain connection set it (RFC 6265bis, `__Host-`). */
const nameOf = (secure: boolean): string => (secure ? '__Host-session' : 'session');

/** The key of the session that a request carries; null: none, or one that cannot be. */
export function sessionKeyOf(header: string | undefined): string | null {
  return /(?:^|;\s*)(?:__Host-)?session=([\w-]{43})(?=;|$)/.exec(header ?? '')?.[1] ?? null;
}

/** The `Set-Cookie` that gives a browser its session; null ends it. No script reads it and no other site sends it. */
export function sessionCookie(key: string | null, secure: boolean): string {
  const end = key === null ? '; Max-Age=0' : '';
  return `${nameOf(secure)}=${key ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${end}`;
}

const ATTEMPT_LASTS_S = 600;
const attemptNameOf = (secure: boolean): string => (secure ? '__Host-sign-on' : 'sign-on');

/** The key of an attempt to sign in at the provider that a request carries; null: none, or one that cannot be. */
export function attemptKeyOf(header: string | undefined): string | null {
  return /(?:^|;\s*)(?:__Host-)?sign-on=([\w-]{43})(?=;|$)/.exec(header ?? '')?.[1] ?? null;
}

/**
 * The `Set-Cookie` that binds an attempt to the browser; null ends it. It is `Lax`, because whoever comes back from the
 * provider comes from another site.
 */
export function attemptCookie(key: string | null, secure: boolean): string {
  const lasts = key === null ? 0 : ATTEMPT_LASTS_S;
  const name = attemptNameOf(secure);
  return `${name}=${key ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}; Max-Age=${lasts}`;
}
