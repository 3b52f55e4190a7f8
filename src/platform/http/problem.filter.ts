import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Language } from '../../kernel/ratio.js';
import { type Fault, Refusal } from '../../kernel/refusal.js';
import { languageOf } from './language.js';
import { problemOf, type ProblemDetails } from './problem.js';
import {
  bodyTooLarge,
  internal,
  malformedJson,
  methodNotTaken,
  noSuchAddress,
  unavailable,
  unreadable,
  unsupportedBody,
} from './request.errors.js';
import { type TakenMethods } from './taken-methods.js';

/** Every error leaves as problem details (RFC 9457); what is not a refusal is logged and tells nothing of itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly taken: TakenMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(request, reply, this.faultsOf(error, request));
  }

  private faultsOf(error: unknown, request: FastifyRequest): readonly Fault[] | ProblemOutside {
    if (error instanceof Refusal) return error.faults;
    const refused = requestFault(error, request, this.taken);
    if (refused) return [refused];
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return isConnectionError(error) ? { status: 503, fault: unavailable() } : { status: 500, fault: internal() };
  }
}

/** What no caller did wrong. */
interface ProblemOutside {
  status: 500 | 503;
  fault: Omit<Fault, 'kind'>;
}

export function sendProblem(
  request: { url: string; headers: FastifyRequest['headers'] },
  reply: Pick<FastifyReply, 'status' | 'header' | 'removeHeader' | 'send' | 'sent'>,
  faults: readonly Fault[] | ProblemOutside,
): void {
  const language: Language = languageOf(request.headers);
  const problem: ProblemDetails =
    'status' in faults
      ? {
          type: 'about:blank',
          title: faults.fault.message[language],
          status: faults.status,
          code: faults.fault.code,
          errors: [],
        }
      : problemOf(faults, language);
  if (reply.sent) return;
  const { retryAfter, allow } = Object.assign({}, ...problem.errors) as { retryAfter?: number; allow?: string[] };
  if (problem.status === 429 && retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (problem.status === 405 && allow !== undefined) void reply.header('allow', allow.join(', '));
  // Those of the answer that was not given.
  for (const header of ['etag', 'content-disposition']) reply.removeHeader(header);
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .header('vary', 'Accept-Language')
    .send(JSON.stringify(problem));
}

/** Faults that Fastify and Nest find before a handler runs. */
export function requestFault(
  error: unknown,
  request: { method: string; url: string },
  taken: TakenMethods,
): Fault | null {
  const code = (error as { code?: unknown }).code;
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) return bodyTooLarge();
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) return unsupportedBody();
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return malformedJson();
  if (error instanceof SyntaxError && status === 400) return malformedJson();
  if (status === 404) {
    const path = request.url.split('?')[0] ?? '';
    const allow = taken.of(path);
    return allow.length > 0 ? methodNotTaken(request.method, allow) : noSuchAddress(request.method, path);
  }
  if (typeof status === 'number' && status >= 400 && status < 500) return unreadable();
  return null;
}

function isConnectionError(error: unknown): boolean {
  const code =
    (error as { code?: unknown; driverError?: { code?: unknown } }).driverError?.code ??
    (error as { code?: unknown }).code;
  // The pool says it in words alone that no connection came free in time.
  if (error instanceof Error && error.message.includes('timeout exceeded when trying to connect')) return true;
  return typeof code === 'string' && /^(ECONNREFUSED|ECONNRESET|ENOENT|57P0[1-3]|08\w{3}|53300)$/.test(code);
}
