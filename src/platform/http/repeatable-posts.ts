import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.js';
import { Calls } from '../call/calls.js';
import { Writers, type WriteTransaction } from '../database/writers.js';
import { findAnswerGiven, insertAnswerGiven } from './repeatable-posts.queries.js';
import { idempotencyKeyMalformed, idempotencyKeyReused } from './request.errors.js';

/** POSTs that may be sent twice: with the same `Idempotency-Key` the second gets the first one's answer. */
@Injectable()
export class RepeatablePosts {
  constructor(
    private readonly writers: Writers,
    private readonly calls: Calls,
  ) {}

  /**
   * Runs `work` in the line of writers, once for each key of an account; the key is kept in the same transaction, so it
   * stands exactly when the write stands. The same key with another address or body is refused (422).
   */
  async once<T>(
    request: Pick<FastifyRequest, 'headers' | 'url' | 'body'>,
    work: (tx: WriteTransaction) => Promise<T>,
  ): Promise<T> {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return this.writers.write(work);
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal([idempotencyKeyMalformed()]);
    const requestHash = createHash('sha256')
      .update(JSON.stringify([request.url, request.body]))
      .digest('base64url');
    const account = this.calls.current().caller.account?.id ?? '';
    return this.writers.write(async (tx) => {
      const given = await findAnswerGiven(tx.manager, account, key);
      if (given) {
        if (given.requestHash !== requestHash) throw new Refusal([idempotencyKeyReused()]);
        return given.answer as T;
      }
      const answer = await work(tx);
      await insertAnswerGiven(tx.manager, account, key, { requestHash, answer });
      return answer;
    });
  }
}
