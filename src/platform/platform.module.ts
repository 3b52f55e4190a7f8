import { Global, Module } from '@nestjs/common';
import { Clock } from './clock/clock.js';
import { HealthController } from './http/health.controller.js';
import { RepeatablePosts } from './http/repeatable-posts.js';
import { ReadPoints } from './database/read-points.js';
import { Settings } from './database/settings.js';
import { Writers } from './database/writers.js';

/** What every feature stands on: the clock, the two clocks of a read, the line of writers. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [Clock, ReadPoints, Settings, Writers, RepeatablePosts],
  exports: [Clock, ReadPoints, Settings, Writers, RepeatablePosts],
})
export class PlatformModule {}
