import { type FastifyInstance } from 'fastify';
import { Refusal } from '../../kernel/refusal.js';
import { malformedJson } from './request.errors.js';

/** Bodies are JSON in UTF-8 and nothing else: a form of some other site could post the other types Fastify knows. */
export function takeOnlyJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body));
    } catch {
      done(new Refusal([malformedJson()]));
    }
  });
}

/** Bytes that are no UTF-8 are refused: decoded loosely they would be recorded as replacement characters. */
function parseJson(body: string | Buffer): unknown {
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
}
