import { join } from 'node:path';
import statics from '@fastify/static';
import { type FastifyInstance } from 'fastify';
import { projectRoot } from '../../../config/project-root.js';

/** Serves the pages of web/. */
export async function servePages(server: FastifyInstance): Promise<void> {
  await server.register(statics, {
    root: join(projectRoot, 'web', 'sign-in'),
    prefix: '/sign-in/',
    decorateReply: false,
    index: 'index.html',
  });
  server.get('/sign-in', (_request, reply) => reply.redirect('/sign-in/'));
}
