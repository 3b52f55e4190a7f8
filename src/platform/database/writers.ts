import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Revision } from '../../kernel/read-point.js';
import { Calls } from '../call/calls.js';
import { signedCall, Signatures } from '../call/signatures.js';
import { insertRevision, joinLine, selectLastRevision } from './line.queries.js';

/** A transaction that stands first in the line of writers. */
export interface WriteTransaction {
  readonly manager: EntityManager;
  /** The last revision: the one before this transaction's, or its own once taken. */
  lastRevision(): Promise<Revision>;
  /** Takes the transaction's one revision, at the first call; a transaction that only finds nothing to do takes none. */
  revision(): Promise<Revision>;
}

/**
 * The line of writers (domain.md §4): one transaction at a time, each with one revision, so that the order
 * of revisions is the order of commits and whoever reads at a revision sees all before it and none after.
 */
@Injectable()
export class Writers {
  private lastOfProcess: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly signatures: Signatures,
  ) {}

  /** Runs `work` as one transaction in the line; whatever it throws leaves nothing written. */
  async write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    // Writers of one process queue here first: waiting takes one connection at most, the others are the readers'.
    const turn = this.lastOfProcess.then(() => this.transact(work));
    this.lastOfProcess = turn.catch(() => undefined);
    return turn;
  }

  private transact<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('READ COMMITTED', async (manager) => {
      inTurn(manager);
      await joinLine(manager);
      let taken: Promise<Revision> | undefined;
      return work({
        manager,
        lastRevision: () => selectLastRevision(manager),
        revision: () => (taken ??= this.takeRevision(manager)),
      });
    });
  }

  private takeRevision(manager: EntityManager): Promise<Revision> {
    const call = this.calls.current();
    return insertRevision(manager, call, this.signatures.sign(signedCall(call)));
  }
}

/**
 * Has the statements of a transaction run one after the other, also where its code asks for several at once: they have one
 * connection, and its driver warns of a second one while the first is under way, and is to refuse it.
 */
function inTurn({ queryRunner }: EntityManager): void {
  if (!queryRunner) throw new Error('A transaction has a connection of its own');
  const query = queryRunner.query.bind(queryRunner) as (...words: unknown[]) => Promise<unknown>;
  let last: Promise<unknown> = Promise.resolve();
  const next = (...words: unknown[]): Promise<unknown> => {
    const turn = last.then(() => query(...words));
    last = turn.catch(() => undefined);
    return turn;
  };
  Object.assign(queryRunner, { query: next });
}
