import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Secrets } from '../platform/secrets.js';
import { type AuditHead, AuditHeadFile, printHead } from './audit-head-file.js';
import { lineOf, SealChain } from './seal-chain.js';
import {
  becomeSealer,
  findHead,
  type RowSeal,
  type Seal,
  selectUnsealedEvents,
  selectUnsealedRevisions,
  settleSession,
  takeRowDigests,
  writeRowSeals,
  writeSeals,
} from './seals.queries.js';

const PAUSE_MS = 1_000;
const MOST_AT_ONCE = 200;
const HEAD_GONE = 'audit_head is empty';

/** Seals what was committed, in order, once a second and beside the writers: nobody waits for it. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly chain: SealChain;
  private readonly logger = new Logger('Sealer');
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Nothing older than what transactions may still commit is left to be looked for. */
  private caughtUp = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly headFile: AuditHeadFile,
    secrets: Secrets,
  ) {
    this.chain = new SealChain(secrets.keyFor('audit'));
  }

  onApplicationBootstrap(): void {
    this.sealLater();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.underWay;
  }

  /** Seals all that is committed now and notes the head; where another seals, after it. */
  async sealAll(): Promise<void> {
    const turn = this.underWay.then(async () => {
      while (await this.sealSome());
    });
    this.underWay = turn.catch(() => undefined);
    await turn;
  }

  /** The last link once all that is committed now is sealed, as reports print it. */
  async head(): Promise<string> {
    await this.sealAll();
    const head = await findHead(this.dataSource.manager);
    if (!head) throw new Error(HEAD_GONE);
    return printHead(head);
  }

  private sealLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sealAll()
        .catch((error: unknown) => {
          if (!this.stopped) this.logger.warn(`Not sealed yet: ${String(error)}`);
        })
        .finally(() => {
          this.sealLater();
        });
    }, PAUSE_MS).unref();
  }

  /** True when there may be more. */
  private async sealSome(): Promise<boolean> {
    const sealed = await this.dataSource.transaction(async (db): Promise<{ head: AuditHead | null; more: boolean }> => {
      await becomeSealer(db);
      await settleSession(db);
      const revisions = await selectUnsealedRevisions(db, MOST_AT_ONCE);
      const events = await selectUnsealedEvents(db, MOST_AT_ONCE, this.caughtUp);
      if (revisions.length + events.length === 0) return { head: null, more: false };
      const [first = 0, last = -1] = [revisions[0], revisions.at(-1)];
      const lines = new Map<number, string[]>();
      for await (const part of takeRowDigests(db, first, last)) {
        const rows = part.map(({ digest, ...row }): RowSeal => ({ ...row, mac: this.chain.row({ ...row, digest }) }));
        await writeRowSeals(db, rows);
        for (const row of rows) {
          const own = lines.get(row.revision);
          if (own) own.push(lineOf(row));
          else lines.set(row.revision, [lineOf(row)]);
        }
      }
      const head = await findHead(db);
      if (!head) throw new Error(HEAD_GONE);
      let { seq, mac } = head;
      const seals: Seal[] = [];
      for (const revision of revisions) {
        seq += 1;
        mac = this.chain.revision(mac, seq, revision, lines.get(revision) ?? []);
        seals.push({ seq, revision, eventId: null, mac });
      }
      for (const { id, digest } of events) {
        seq += 1;
        mac = this.chain.event(mac, seq, id, digest);
        seals.push({ seq, revision: null, eventId: id, mac });
      }
      await writeSeals(db, seals);
      return { head: { seq, mac }, more: Math.max(revisions.length, events.length) === MOST_AT_ONCE };
    });
    if (sealed.head) await this.headFile.write(sealed.head);
    this.caughtUp = !sealed.more;
    return sealed.more;
  }
}
