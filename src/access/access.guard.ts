import { type CanActivate, type ExecutionContext, Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type ServiceOptions } from '../../config/service-options.js';
import { type Right } from '../kernel/caller.js';
import { Refusal } from '../kernel/refusal.js';
import { type Call } from '../platform/call/calls.js';
import { AccessState } from './access-state.service.js';
import { crossSite, notAllowed, notSignedIn, secondFactorDemanded } from './access.errors.js';
import { Authentication } from './authentication.service.js';
import { isCrossSite, type RequestOrigin } from './domain/cross-site.js';
import { mayUse } from './domain/rights.js';
import { RIGHT } from '../platform/http/requires.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';

const LONGEST_REASON = 2000;

/** Finds out who calls and whether the route lets them, before anything of the request is looked at. */
@Injectable()
export class AccessGuard implements CanActivate, OnModuleInit {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly authentication: Authentication,
    private readonly state: AccessState,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  /** A route that declares no right is a fault of ours: the service does not start with one. */
  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (handler === undefined || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        if (this.reflector.get<Right | undefined>(RIGHT, handler) === undefined)
          throw new Error(`${metatype?.name ?? ''}.${name} declares no right`);
      }
    }
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { call?: Call }>();
    const right = this.reflector.get<Right>(RIGHT, context.getHandler());
    const caller = await this.authentication.callerOf(request);
    if (request.method !== 'GET' && caller.via !== 'token' && isCrossSite(originOf(request), this.options.publicUrl))
      throw new Refusal([crossSite()]);
    if (!mayUse(caller, right, await this.state.published())) {
      if (caller.via !== 'anonymous') {
        const { account } = caller;
        this.logger.warn(
          `Refused ${actionOf(request)} to ${account?.name ?? ''} at ${request.ip}, request ${request.id}`,
        );
        throw new Refusal([caller.lacksSecondFactor === true ? secondFactorDemanded() : notAllowed()]);
      }
      context.switchToHttp().getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      throw new Refusal([notSignedIn()]);
    }
    request.call = {
      caller,
      action: actionOf(request),
      requestId: request.id,
      address: request.ip,
      reason: reasonIn(request.body),
    };
    return true;
  }
}

/** Such as `POST /deployments/:id/retraction`. */
function actionOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${(routeOptions.url ?? '').replace(/^\/api\/v1/, '')}`;
}

function originOf({ headers }: FastifyRequest): RequestOrigin {
  const site = headers['sec-fetch-site'];
  return { site: Array.isArray(site) ? site.join() : site, origin: headers.origin, host: headers.host };
}

function reasonIn(body: unknown): string | null {
  const reason = (body as { reason?: unknown } | null | undefined)?.reason;
  return typeof reason === 'string' && reason.length <= LONGEST_REASON ? reason : null;
}
