import { randomUUID } from 'node:crypto';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ScheduleModule } from '@nestjs/schedule';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type ServiceOptions } from '../config/service-options.js';
import { AppModule } from './app.module.js';
import { Calls } from './platform/call/calls.js';
import { answerBrokenConnection } from './platform/http/broken-connection.js';
import { sendSafeHeaders } from './platform/http/safe-headers.js';
import { takeOnlyJson } from './platform/http/json-body.js';
import { PathParameterPipe } from './platform/http/path-parameters.js';
import { PinnedAnswerInterceptor } from './platform/http/pinned-answer.interceptor.js';
import { ProblemFilter, requestFault, sendProblem } from './platform/http/problem.filter.js';
import { unreadable } from './platform/http/request.errors.js';
import { TakenMethods } from './platform/http/taken-methods.js';
import { takeForms } from './platform/http/uploads.js';

export const LOG_LEVELS: LogLevel[] = ['warn', 'error', 'fatal'];

const MOST_BYTES = 1_000_000;

/** The service on a migrated database, not listening yet. */
export async function createApplication(options: ServiceOptions): Promise<NestFastifyApplication> {
  const adapter: FastifyAdapter = new FastifyAdapter({
    bodyLimit: MOST_BYTES,
    // The audit names requests for good: a count would begin anew with every start, in every instance.
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: answerBrokenConnection,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(request, reply, [requestFault(error, request, taken) ?? unreadable()]);
    },
  });
  const taken = new TakenMethods(adapter.getInstance());
  // Only a service that runs keeps time: no command from a terminal makes reports of its own accord.
  const module = AppModule.with(options, [ScheduleModule.forRoot()]);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new ConsoleLogger({ logLevels: LOG_LEVELS }),
    abortOnError: false,
    bodyParser: false,
  });
  takeOnlyJson(app.getHttpAdapter().getInstance());
  takeForms(app.getHttpAdapter().getInstance());
  await sendSafeHeaders(app.getHttpAdapter().getInstance(), options.publicUrl);
  app.setGlobalPrefix('api/v1');
  app.useGlobalFilters(new ProblemFilter(taken));
  app.useGlobalPipes(new PathParameterPipe());
  app.useGlobalInterceptors(new PinnedAnswerInterceptor(app.get(Calls)));
  return app;
}
