import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type ClassConstructor } from 'class-transformer';
import { type FastifyRequest } from 'fastify';
import { type LocalDate } from '../../kernel/local-date.js';
import { Day, Instant, Text, WholeNumber } from '../validation/fields.js';
import { accept, submit } from '../validation/submission.js';

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

/** The query string, checked against a class; every fault of it is refused at once. */
export const Asked = createParamDecorator((type: ClassConstructor<object>, context: ExecutionContext) =>
  accept(type, context.switchToHttp().getRequest<FastifyRequest>().query),
);

/** The body, its form checked; the service adds what only the facts reveal and refuses all of it at once. */
export const Submitted = createParamDecorator((type: ClassConstructor<object>, context: ExecutionContext) =>
  submit(type, context.switchToHttp().getRequest<FastifyRequest>().body),
);
