import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type ServiceOptions } from '../../config/service-options.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { attemptCookie, sessionCookie } from './session-cookie.js';

/** Hands sessions to browsers; over TLS alone where people use an https address. */
@Injectable()
export class SessionCookies {
  private readonly secure: boolean;

  constructor(@Inject(SERVICE_OPTIONS) { publicUrl }: ServiceOptions) {
    this.secure = publicUrl?.protocol === 'https:';
  }

  give(reply: FastifyReply, key: string): void {
    void reply.header('set-cookie', sessionCookie(key, this.secure)).header('cache-control', 'no-store');
  }

  take(reply: FastifyReply): void {
    void reply.header('set-cookie', sessionCookie(null, this.secure));
  }

  giveAttempt(reply: FastifyReply, key: string): void {
    void reply.header('set-cookie', attemptCookie(key, this.secure)).header('cache-control', 'no-store');
  }

  takeAttempt(reply: FastifyReply): void {
    void reply.header('set-cookie', attemptCookie(null, this.secure)).header('cache-control', 'no-store');
  }
}
