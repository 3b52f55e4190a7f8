/** What a browser says of where a request comes from. */
export interface RequestOrigin {
  /** `Sec-Fetch-Site`. */
  readonly site: string | undefined;
  /** `Origin`. */
  readonly origin: string | undefined;
  /** `Host`, as the request came to. */
  readonly host: string | undefined;
}

/**
 * Whether a page of some other site made a browser send it. Every browser of the last years says so, in one header or the
 * other; what carries neither comes from no browser. `own` is the address that people use, where it is known.
 */
export function isCrossSite({ site, origin, host }: RequestOrigin, own: URL | null): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin);
  return own === null ? from.host !== host : from.origin !== own.origin;
}
