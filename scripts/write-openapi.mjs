// npm run openapi: writes docs/openapi.json from the built app; nothing is started and no database is needed.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../dist/src/app.module.js';
import { describeApi } from '../dist/src/openapi.js';

const options = {
  url: 'postgresql://nobody@localhost/none',
  poolSize: 1,
  secret: new Uint8Array(32),
  auditHeadFile: 'none',
  publicUrl: null,
  singleSignOn: null,
  delivery: { smtp: null, webhookNetworks: [], alarmTo: [] },
};
const app = await NestFactory.create(AppModule.with(options), new FastifyAdapter(), {
  preview: true,
  logger: ['error'],
});
app.setGlobalPrefix('api/v1');
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(describeApi(app), null, 2)}\n`);
