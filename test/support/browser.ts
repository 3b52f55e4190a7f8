/** As much of a browser as signing in takes: it keeps cookies for each address, and follows where it is led. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** One answer; a redirect is not followed. */
  async get(address: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(address, { headers });
  }

  async post(address: string, form: Record<string, string>): Promise<Response> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Follows redirects from an answer, until one leads to an address that begins so, or there is no more; the last address. */
  async follow(answer: Response, until?: string): Promise<{ address: string; answer: Response }> {
    for (let [address, current] = [answer.url, answer]; ;) {
      const location = current.headers.get('location');
      if (location === null) return { address, answer: current };
      address = new URL(location, current.url).href;
      if (until !== undefined && address.startsWith(until)) return { address, answer: current };
      current = await this.get(address);
    }
  }

  cookie(address: string, name: string): string | undefined {
    return this.jars.get(new URL(address).host)?.get(name);
  }

  setCookie(address: string, name: string, value: string): void {
    const { host } = new URL(address);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar.set(name, value));
  }

  private async send(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const cookies = [...(this.jars.get(new URL(address).host) ?? [])].map(([name, value]) => `${name}=${value}`);
    const headers = { ...init.headers, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) };
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /;\s*max-age=0/i.test(cookie)) this.jars.get(new URL(address).host)?.delete(name);
      else this.setCookie(address, name, value);
    }
    return answer;
  }
}
