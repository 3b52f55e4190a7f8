import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Secrets } from '../platform/secrets.js';
import { type AuditHead, AuditHeadFile, printHead } from './audit-head-file.js';
import { byRevision } from './by-revision.js';
import { isSame, SealChain } from './seal-chain.js';
import {
  type RowDigest,
  type RowSeal,
  type Seal,
  selectEventDigests,
  selectHead,
  selectRowDigests,
  selectRowSeals,
  selectSeals,
  selectUnsealedEvents,
  selectUnsealedRevisions,
  settleSession,
} from './seals.queries.js';

const AT_ONCE = 200;

/** What was found; `broken` names the first link that does not hold. */
export interface AuditVerdict {
  readonly links: number;
  readonly rows: number;
  /** Committed and not sealed yet: nobody can vouch for them. At most 200 of each are counted. */
  readonly unsealed: { readonly revisions: number; readonly events: number };
  readonly head: string;
  readonly broken: { readonly seq: number; readonly what: string } | null;
}

/** Goes through the whole chain, and through every row that it seals. */
@Injectable()
export class AuditVerification {
  private readonly chain: SealChain;

  constructor(
    private readonly dataSource: DataSource,
    private readonly headFile: AuditHeadFile,
    secrets: Secrets,
  ) {
    this.chain = new SealChain(secrets.keyFor('audit'));
  }

  /** From the first link to the last, then against the heads kept in the database, beside it, and `printed` by reports. */
  async verify(printed: AuditHead | null = null): Promise<AuditVerdict> {
    const kept = await this.headFile.read();
    return this.dataSource.transaction('REPEATABLE READ', async (db) => {
      await settleSession(db);
      const unsealed = {
        revisions: (await selectUnsealedRevisions(db, AT_ONCE)).length,
        events: (await selectUnsealedEvents(db, AT_ONCE)).length,
      };
      const inside = await selectHead(db);
      const heads = [kept, printed].flatMap((head) => head ?? []);
      let last: AuditHead = { seq: 0, mac: Buffer.alloc(0) };
      let rows = 0;
      const found = (broken: AuditVerdict['broken']): AuditVerdict => ({
        ...{ links: last.seq, rows, unsealed, head: printHead(last), broken },
      });
      for (;;) {
        const seals = await selectSeals(db, last.seq, AT_ONCE);
        if (seals.length === 0) break;
        const batch = await this.batchOf(db, seals);
        for (const seal of seals) {
          const seq = last.seq + 1;
          if (seal.seq !== seq) return found({ seq, what: `link ${seq} is missing` });
          const fault = this.faultOf(seal, last.mac, batch);
          if (fault !== null) return found({ seq, what: fault });
          if (heads.some((head) => head.seq === seq && !isSame(head.mac, seal.mac)))
            return found({ seq, what: `link ${seq} is another than was noted` });
          last = seal;
          rows += batch.digests.get(seal.revision ?? -1)?.length ?? 0;
        }
      }
      const furthest = Math.max(inside.seq, ...heads.map(({ seq }) => seq));
      if (furthest > last.seq) {
        const cut = `links ${last.seq + 1} to ${furthest} were cut off the end`;
        return found({ seq: last.seq + 1, what: cut });
      }
      const agrees = inside.seq === last.seq && isSame(inside.mac, last.mac);
      return found(agrees ? null : { seq: last.seq, what: 'the head in audit_head is not that of the chain' });
    });
  }

  private async batchOf(db: EntityManager, seals: readonly Seal[]) {
    const revisions = seals.flatMap(({ revision }) => revision ?? []);
    const digests =
      revisions.length === 0 ? [] : await selectRowDigests(db, Math.min(...revisions), Math.max(...revisions));
    const events = seals.flatMap(({ eventId }) => eventId ?? []);
    return {
      digests: byRevision(digests),
      seals: byRevision(await selectRowSeals(db, revisions)),
      events: await selectEventDigests(db, events),
    };
  }

  private faultOf(
    { seq, revision, eventId, mac }: Seal,
    before: Buffer,
    batch: Awaited<ReturnType<AuditVerification['batchOf']>>,
  ): string | null {
    if (eventId !== null) {
      const digest = batch.events.get(eventId);
      if (!digest) return `row ${eventId} of audit_event is missing`;
      const holds = isSame(this.chain.event(before, seq, eventId, digest), mac);
      return holds ? null : `row ${eventId} of audit_event, or its seal, was changed`;
    }
    const n = revision ?? 0;
    const sealed = batch.seals.get(n) ?? [];
    const fault = this.rowFault(batch.digests.get(n) ?? [], sealed);
    if (fault !== null) return `revision ${n}: ${fault}`;
    const holds = isSame(this.chain.revision(before, seq, n, sealed), mac);
    return holds
      ? null
      : `revision ${n}: rows were added or removed together with their seals, or the link was changed`;
  }

  /** Both come in the same order. */
  private rowFault(rows: readonly RowDigest[], sealed: readonly RowSeal[]): string | null {
    const nameOf = ({ table, key, part }: Pick<RowSeal, 'table' | 'key' | 'part'>): string =>
      `row ${key} of ${table}${part === 'ended' ? ' (its end)' : ''}`;
    const seals = new Map(sealed.map((seal) => [nameOf(seal), seal]));
    for (const row of rows) {
      const seal = seals.get(nameOf(row));
      if (!seal) return `${nameOf(row)} was added`;
      if (!isSame(this.chain.row(row), seal.mac)) return `${nameOf(row)}, or its seal, was changed`;
      seals.delete(nameOf(row));
    }
    const [missing] = seals.keys();
    return missing === undefined ? null : `${missing} is missing`;
  }
}
