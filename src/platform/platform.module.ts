import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Calls } from './call/calls.js';
import { Signatures } from './call/signatures.js';
import { type ServiceOptions } from '../../config/service-options.js';
import { Clock } from './clock/clock.js';
import { HealthController } from './http/health.controller.js';
import { RepeatablePosts } from './http/repeatable-posts.js';
import { Uploads } from './http/uploads.js';
import { ReadPoints } from './database/read-points.js';
import { Settings } from './database/settings.js';
import { Writers } from './database/writers.js';
import { SECRET, Secrets } from './secrets.js';
import { SERVICE_OPTIONS } from './service-options.token.js';

const SERVICES = [Calls, Clock, ReadPoints, Secrets, Settings, Signatures, Writers, RepeatablePosts, Uploads];

/** What every feature stands on: the clock, who calls, the two clocks of a read, the line of writers. */
@Global()
@Module({})
export class PlatformModule {
  static with(options: ServiceOptions): DynamicModule {
    const own = [
      { provide: SERVICE_OPTIONS, useValue: options },
      { provide: SECRET, useValue: options.secret },
    ];
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [...SERVICES, ...own],
      exports: [...SERVICES, SERVICE_OPTIONS],
    };
  }
}
