import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Signatures } from '../platform/call/signatures.js';
import { type Db } from '../platform/database/db.js';
import { Secrets } from '../platform/secrets.js';
import { type AuditHead, AuditHeadFile, printHead } from './audit-head-file.js';
import { byRevision } from './by-revision.js';
import { isSame, lineOf, SealChain } from './seal-chain.js';
import {
  findHead,
  type RowDigest,
  type RowSeal,
  type Seal,
  selectEventDigests,
  selectRowDigests,
  selectRowSeals,
  selectSeals,
  selectUnsealedEvents,
  selectUnsealedRevisions,
  settleSession,
} from './seals.queries.js';
import {
  findRepeatedSignature,
  findStray,
  findStraySeal,
  selectSignedEvents,
  selectSignedRevisions,
  type Signed,
} from './verification.queries.js';

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

/** What is known of the links that are looked at together. */
interface Batch {
  readonly digests: ReadonlyMap<number, RowDigest[]>;
  readonly seals: ReadonlyMap<number, RowSeal[]>;
  readonly events: ReadonlyMap<number, Buffer>;
  readonly signedRevisions: ReadonlyMap<number, Signed>;
  readonly signedEvents: ReadonlyMap<number, Signed>;
}

/** How far the chain was followed. */
interface Walk {
  last: AuditHead;
  /** The revision of the last link that has one. */
  revision: number;
  rows: number;
  /** Whether a signed revision was met: from then on all are. */
  signed: boolean;
}

/** Goes through the whole chain, and through every row that it seals or leaves out. */
@Injectable()
export class AuditVerification {
  private readonly chain: SealChain;

  constructor(
    private readonly dataSource: DataSource,
    private readonly headFile: AuditHeadFile,
    private readonly signatures: Signatures,
    secrets: Secrets,
  ) {
    this.chain = new SealChain(secrets.keyFor('audit'));
  }

  /** From the first link to the last, then against the heads kept in the database, beside it, and `printed` by reports. */
  async verify(printed: AuditHead | null = null): Promise<AuditVerdict> {
    const kept = await this.headFile.read();
    const heads = [kept, printed].flatMap((head) => head ?? []);
    return this.dataSource.transaction('REPEATABLE READ', (db) => this.verifyIn(db, heads));
  }

  /** The same in a transaction, against these heads and that in the database. */
  async verifyIn(db: Db, heads: readonly AuditHead[]): Promise<AuditVerdict> {
    await settleSession(db);
    const revisions = await selectUnsealedRevisions(db, AT_ONCE);
    const events = (await selectUnsealedEvents(db, AT_ONCE, false)).map(({ id }) => id);
    const walk: Walk = { last: { seq: 0, mac: Buffer.alloc(0) }, revision: -1, rows: 0, signed: false };
    const broken =
      (await this.followLinks(db, heads, walk)) ??
      (await this.faultOfEnd(db, heads, walk.last)) ??
      this.after(walk, await this.faultOfUnsealed(db, revisions, events, walk)) ??
      this.after(walk, await faultOutside(db));
    return {
      links: walk.last.seq,
      rows: walk.rows,
      unsealed: { revisions: revisions.length, events: events.length },
      head: printHead(walk.last),
      broken,
    };
  }

  private async followLinks(db: Db, heads: readonly AuditHead[], walk: Walk): Promise<AuditVerdict['broken']> {
    for (let after = Number.MIN_SAFE_INTEGER; ; after = walk.last.seq) {
      const seals = await selectSeals(db, after, AT_ONCE);
      if (seals.length === 0) return null;
      const batch = await batchOf(db, seals);
      for (const seal of seals) {
        const seq = walk.last.seq + 1;
        if (seal.seq > seq) return { seq, what: `link ${seq} is missing` };
        if (seal.seq < seq) return { seq: seal.seq, what: `link ${seal.seq} was added` };
        const fault = this.faultOf(seal, walk, batch);
        if (fault !== null) return { seq, what: fault };
        if (heads.some((head) => head.seq === seq && !isSame(head.mac, seal.mac)))
          return { seq, what: `link ${seq} is another than was noted` };
        walk.last = seal;
        walk.revision = seal.revision ?? walk.revision;
        walk.rows += batch.digests.get(seal.revision ?? -1)?.length ?? 0;
      }
    }
  }

  private async faultOfEnd(db: Db, heads: readonly AuditHead[], last: AuditHead): Promise<AuditVerdict['broken']> {
    const inside = await findHead(db);
    const furthest = Math.max(inside?.seq ?? 0, ...heads.map(({ seq }) => seq));
    if (furthest > last.seq)
      return { seq: last.seq + 1, what: `links ${last.seq + 1} to ${furthest} were cut off the end` };
    if (inside?.seq === last.seq && isSame(inside.mac, last.mac)) return null;
    return { seq: last.seq, what: 'the head in audit_head is not that of the chain' };
  }

  private faultOf({ seq, revision, eventId, mac }: Seal, walk: Walk, batch: Batch): string | null {
    const before = walk.last.mac;
    if (eventId !== null) {
      const digest = batch.events.get(eventId);
      if (!digest) return `row ${eventId} of audit_event is missing`;
      const holds = isSame(this.chain.event(before, seq, eventId, digest), mac);
      if (!holds) return `row ${eventId} of audit_event, or its seal, was changed`;
      return this.faultOfSigned('audit_event', batch.signedEvents.get(eventId), true);
    }
    const n = revision ?? 0;
    if (n !== walk.revision + 1) return `revision ${walk.revision + 1} is missing`;
    const sealed = batch.seals.get(n) ?? [];
    const fault = this.rowFault(batch.digests.get(n) ?? [], sealed);
    if (fault !== null) return `revision ${n}: ${fault}`;
    const holds = isSame(this.chain.revision(before, seq, n, sealed.map(lineOf)), mac);
    if (!holds) return `revision ${n}: rows were added or removed together with their seals, or the link was changed`;
    return this.faultOfRevision(batch.signedRevisions.get(n), walk);
  }

  private faultOfRevision(signed: Signed | undefined, walk: Walk): string | null {
    const fault = this.faultOfSigned('revision', signed, walk.signed);
    walk.signed ||= signed?.signature != null;
    return fault;
  }

  /** Without a signature it passes for one of those that are older than signatures, where that may be. */
  private faultOfSigned(table: string, signed: Signed | undefined, mustBe: boolean): string | null {
    if (!signed) return null;
    const { id, content, signature } = signed;
    const isOurs = signature === null ? !mustBe : this.signatures.isOurs(content, signature);
    return isOurs ? null : `row ${id} of ${table} was not written by the service`;
  }

  /** What was committed and is not sealed yet has at least to be the service's own. */
  private async faultOfUnsealed(
    db: Db,
    revisions: readonly number[],
    events: readonly number[],
    walk: Walk,
  ): Promise<string | null> {
    for (const signed of (await selectSignedRevisions(db, revisions)).sort((a, b) => a.id - b.id)) {
      const fault = this.faultOfRevision(signed, walk);
      if (fault !== null) return fault;
    }
    for (const signed of await selectSignedEvents(db, events)) {
      const fault = this.faultOfSigned('audit_event', signed, true);
      if (fault !== null) return fault;
    }
    return null;
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

  private after({ last }: Walk, what: string | null): AuditVerdict['broken'] {
    return what === null ? null : { seq: last.seq + 1, what };
  }
}

async function batchOf(db: Db, seals: readonly Seal[]): Promise<Batch> {
  const revisions = seals.flatMap(({ revision }) => revision ?? []);
  const events = seals.flatMap(({ eventId }) => eventId ?? []);
  const digests =
    revisions.length === 0 ? [] : await selectRowDigests(db, Math.min(...revisions), Math.max(...revisions));
  const byId = (signed: readonly Signed[]): Map<number, Signed> => new Map(signed.map((one) => [one.id, one]));
  return {
    digests: byRevision(digests),
    seals: byRevision(await selectRowSeals(db, revisions)),
    events: await selectEventDigests(db, events),
    signedRevisions: byId(await selectSignedRevisions(db, revisions)),
    signedEvents: byId(await selectSignedEvents(db, events)),
  };
}

/** What no link speaks of, and is there all the same. */
async function faultOutside(db: Db): Promise<string | null> {
  const stray = await findStray(db);
  if (stray) return `row ${stray.key} of ${stray.table} is of no revision that there is`;
  const seal = await findStraySeal(db);
  if (seal) return `the seal of row ${seal.key} of ${seal.table} is of revision ${seal.revision}, which is not sealed`;
  const repeated = await findRepeatedSignature(db);
  return repeated ? `row ${repeated.key} of ${repeated.table} repeats the signature of another` : null;
}
