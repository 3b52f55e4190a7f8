import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Secrets } from '../platform/secrets.js';
import { type AuditHead, AuditHeadFile, printHead } from './audit-head-file.js';
import { byRevision } from './by-revision.js';
import { SealChain } from './seal-chain.js';
import {
  becomeSealer,
  type RowSeal,
  type Seal,
  selectHead,
  selectRowDigests,
  selectUnsealedEvents,
  selectUnsealedRevisions,
  settleSession,
  writeSeals,
} from './seals.queries.js';

const PAUSE_MS = 1_000;
const MOST_AT_ONCE = 200;

/** Seals what was committed, in order, once a second and beside the writers: nobody waits for it. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly chain: SealChain;
  private readonly logger = new Logger('Sealer');
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private stopped = false;

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

  /** Seals all that is committed now. */
  async sealAll(): Promise<void> {
    while (await this.sealSome());
  }

  /** The last link once all that is committed now is sealed, as reports print it. */
  async head(): Promise<string> {
    await this.sealAll();
    return printHead(await selectHead(this.dataSource.manager));
  }

  private sealLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.underWay = this.sealAll()
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
    const sealed = await this.dataSource.transaction(async (db): Promise<{ head: AuditHead; more: boolean } | null> => {
      if (!(await becomeSealer(db))) return null;
      await settleSession(db);
      const revisions = await selectUnsealedRevisions(db, MOST_AT_ONCE);
      const events = await selectUnsealedEvents(db, MOST_AT_ONCE);
      if (revisions.length + events.length === 0) return null;
      const [first = 0, last = -1] = [revisions[0], revisions.at(-1)];
      const rows = (await selectRowDigests(db, first, last)).map(({ digest, ...row }): RowSeal => ({
        ...row,
        mac: this.chain.row({ ...row, digest }),
      }));
      const ofRevision = byRevision(rows);
      let { seq, mac } = await selectHead(db);
      const seals: Seal[] = [];
      for (const revision of revisions) {
        seq += 1;
        mac = this.chain.revision(mac, seq, revision, ofRevision.get(revision) ?? []);
        seals.push({ seq, revision, eventId: null, mac });
      }
      for (const { id, digest } of events) {
        seq += 1;
        mac = this.chain.event(mac, seq, id, digest);
        seals.push({ seq, revision: null, eventId: id, mac });
      }
      await writeSeals(db, seals, rows);
      return { head: { seq, mac }, more: Math.max(revisions.length, events.length) === MOST_AT_ONCE };
    });
    if (sealed) await this.headFile.write(sealed.head);
    return sealed?.more ?? false;
  }
}
