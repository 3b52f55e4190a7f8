import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { type Call, Calls } from '../platform/call/calls.js';

/** Runs the handler, and whatever computes its answer, on behalf of the caller. */
@Injectable()
export class CallInterceptor implements NestInterceptor {
  constructor(private readonly calls: Calls) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { call } = context.switchToHttp().getRequest<FastifyRequest & { call: Call }>();
    return new Observable((subscriber) => this.calls.run(call, () => next.handle().subscribe(subscriber)));
  }
}
