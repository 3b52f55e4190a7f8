import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type ClassConstructor } from 'class-transformer';
import { type FastifyRequest } from 'fastify';
import { type LocalDate } from '../../kernel/local-date.js';
import { Refusal, refuseIfAny } from '../../kernel/refusal.js';
import { Day, Instant, Text, WholeNumber } from '../validation/fields.js';
import { submit, submitChange } from '../validation/submission.js';
import { faultsOfPath } from './path-parameters.js';

/** The two clocks, as every read takes them. */
export class TimeQuery {
  @Day({ optional: true, description: 'Tính đến ngày: the day asked about; default the viewing day, else today' })
  asOf?: LocalDate;

  @Instant({ optional: true, description: 'As known at this instant; default: everything committed' })
  knownAt?: string;

  @WholeNumber({ optional: true, max: Number.MAX_SAFE_INTEGER, description: 'As known after this revision' })
  revision?: number;
}

/** A list read page by page. */
export class ListQuery extends TimeQuery {
  @WholeNumber({ optional: true, min: 1, max: 500, description: 'Items on a page; default 100' })
  limit?: number;

  @Text({ optional: true, max: 500, description: 'nextCursor of the page before' })
  cursor?: string;
}

/** The query string, checked against a class; every fault of it and of the path is refused at once. */
export const Asked = createParamDecorator((type: ClassConstructor<object>, context: ExecutionContext) => {
  const { query, params } = context.switchToHttp().getRequest<FastifyRequest>();
  const { value, faults } = submit(type, query);
  refuseIfAny([...faultsOfPath(params), ...faults]);
  return value;
});

/** The body, its form checked, and of a PATCH what it may clear (`submitChange`); the service adds what only the facts reveal and refuses all of it at once. */
export const Submitted = createParamDecorator((type: ClassConstructor<object>, context: ExecutionContext) => {
  const { method, body, params } = context.switchToHttp().getRequest<FastifyRequest>();
  const submission = method === 'PATCH' ? submitChange(type, body) : submit(type, body);
  const unnameable = faultsOfPath(params);
  if (unnameable.length > 0) throw new Refusal([...unnameable, ...submission.faults]);
  return submission;
});
