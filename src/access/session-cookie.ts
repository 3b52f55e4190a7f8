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
