import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { Calls } from '../call/calls.js';
import { Refusal } from '../../kernel/refusal.js';
import { languageOf } from './language.js';
import { PinnedAnswer } from './pinned-answer.js';
import { ifMatchMissing, versionStale } from './request.errors.js';

/** Gives pinned answers their ETag and caching headers, and answers 304 without computing what the caller has. */
@Injectable()
export class PinnedAnswerInterceptor implements NestInterceptor {
  constructor(private readonly calls: Calls) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown): Promise<unknown> => {
        if (!(answer instanceof PinnedAnswer)) return answer;
        const etag = etagOf(answer, request, this.calls.current().caller.readWithin);
        void reply
          .header('etag', etag)
          .header('cache-control', 'private, no-cache')
          .header('vary', 'Accept-Language, Authorization, Cookie');
        if (listsTag(request.headers['if-none-match'], etag)) {
          void reply.status(304);
          return undefined;
        }
        return answer.compute();
      }),
    );
  }
}

function etagOf(answer: PinnedAnswer<unknown>, request: FastifyRequest, readWithin: readonly string[] | null): string {
  const { revision, asOf, projected } = answer.at;
  const parts = [revision, asOf, projected, request.url, languageOf(request.headers), readWithin];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
  return answer.version === undefined ? `"${hash}"` : `"v${answer.version}.${hash}"`;
}

/** Whether `If-None-Match` names the tag. */
export function listsTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

/**
 * Refuses a change that was not made on `version` (the revision at which the thing last changed): 428 without
 * `If-Match`, 412 with an older one.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) throw new Refusal([ifMatchMissing()]);
  const versions = ifMatch.split(',').map((tag) => /^"v(\d+)(?:\.[\w-]+)?"$/.exec(tag.trim())?.[1]);
  if (ifMatch.trim() !== '*' && !versions.includes(String(version))) throw new Refusal([versionStale()]);
}
