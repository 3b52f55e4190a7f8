import { type FastifyInstance } from 'fastify';

/** Which methods each address takes, noted as routes are registered. */
export class TakenMethods {
  private readonly routes: { pattern: RegExp; methods: readonly string[] }[] = [];

  /** Call before any route is registered. */
  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ url, method }) => {
      this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  /** Those of an address, in alphabetical order; none where there is no such address. */
  of(path: string): string[] {
    const taken = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(taken)].sort();
  }
}

/** `/units/:idOrCode` is any one segment there, `/sign-in/*` anything. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
