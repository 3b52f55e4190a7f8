import { Injectable } from '@nestjs/common';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { type DeploymentDto, type RetractEntryDto } from './dto/deployment.requests.js';
import {
  dueBeforePlanned,
  dueOnWithoutPlan,
  effectiveInTheFuture,
  entryUnknown,
  outsideScope,
  retractedAlready,
} from './deployments.errors.js';
import { findEntry, insertEntries, insertRetractions, type NewEntry, type Pair } from './deployments.queries.js';
import { EntryEvidence } from './entry-evidence.service.js';
import { StageDerivation } from './stage-derivation.service.js';

/** Writes to the ledger of deployments; stages are derived in the same transaction (domain.md §3). */
@Injectable()
export class LedgerService {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
    private readonly evidence: EntryEvidence,
    private readonly stages: StageDerivation,
  ) {}

  /** One entry; its id. Refuses with every fault, of form and of fact. */
  async log(tx: WriteTransaction, submission: Submission<DeploymentDto>): Promise<number> {
    const [checked] = await this.check(tx, [submission]);
    if (!checked || 'faults' in checked) throw new Refusal(checked?.faults ?? []);
    const [id] = await this.append(tx, [checked]);
    return id as number;
  }

  /** All entries or none, in one revision; their ids in order. A later row of the same unit, system and day wins. */
  async logBatch(tx: WriteTransaction, list: SubmissionList<DeploymentDto>): Promise<number[]> {
    const checked = await this.check(tx, list.items);
    refuseIfAny([
      ...list.faults,
      ...checked.flatMap((entry, index) =>
        'faults' in entry ? entry.faults.map((fault) => at(`entries[${index}]`, fault)) : [],
      ),
    ]);
    return this.append(tx, checked as NewEntry[]);
  }

  /** Withdraws an entry, and enters another in its place if given; the replacement's id or null. */
  async retract(
    tx: WriteTransaction,
    id: string,
    submission: Submission<RetractEntryDto>,
    replacement: Submission<DeploymentDto> | null,
  ): Promise<number | null> {
    const last = await tx.lastRevision();
    const entry = /^\d{1,15}$/.test(id) ? await findEntry(tx.manager, Number(id), last.n) : null;
    const readable = await this.scopes.readable(last.n, tx.manager);
    if (!entry || readable?.holds(entry.unitId, entry.effectiveOn) === false) throw new Refusal([entryUnknown(id)]);
    const scopes = await this.scopes.loggable(last.n, tx.manager);
    if (!mayLog(scopes, entry.unitId, entry.systemId, entry.effectiveOn)) throw new Refusal([outsideScope('')]);
    if (entry.retraction) throw new Refusal([retractedAlready(entry.id)]);
    const [checked] = replacement ? await this.check(tx, [replacement]) : [];
    refuseIfAny([
      ...submission.faults,
      ...(checked && 'faults' in checked ? checked.faults.map((fault) => at('replacement', fault)) : []),
    ]);

    const { n } = await tx.revision();
    const [replacementId] = checked && !('faults' in checked) ? await this.insert(tx, [checked]) : [];
    const reason = submission.value.reason ?? '';
    await insertRetractions(tx.manager, [{ entryId: entry.id, replacementId: replacementId ?? null }], reason, n);
    await this.stages.derive(tx, checked && !('faults' in checked) ? [entry, checked] : [entry]);
    return replacementId ?? null;
  }

  /** Withdraws entries and enters others in their place, all for one reason. */
  async replaceAll(
    tx: WriteTransaction,
    replacements: readonly { entry: Pair & { id: number }; instead: NewEntry }[],
    reason: string,
  ): Promise<void> {
    if (replacements.length === 0) return;
    const { n } = await tx.revision();
    const ids = await insertEntries(
      tx.manager,
      replacements.map(({ instead }) => instead),
      n,
    );
    const retractions = replacements.map(({ entry }, index) => ({
      entryId: entry.id,
      replacementId: ids[index] ?? null,
    }));
    await insertRetractions(tx.manager, retractions, reason, n);
    const pairs = replacements.map(({ entry }, index) => ({ from: entry.id, to: ids[index] as number }));
    await this.evidence.carryOver(tx, pairs);
    await this.stages.derive(
      tx,
      replacements.flatMap(({ entry, instead }) => [entry, instead]),
    );
  }

  /** Writes entries that were checked already; their ids in order. */
  async append(tx: WriteTransaction, entries: readonly NewEntry[]): Promise<number[]> {
    const ids = await this.insert(tx, entries);
    await this.stages.derive(tx, entries);
    return ids;
  }

  private async insert(tx: WriteTransaction, entries: readonly NewEntry[]): Promise<number[]> {
    const ids = await insertEntries(tx.manager, entries, (await tx.revision()).n);
    await this.evidence.link(tx, ids, entries);
    return ids;
  }

  private async check(
    tx: WriteTransaction,
    submissions: readonly Submission<DeploymentDto>[],
  ): Promise<(NewEntry | { faults: Fault[] })[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const dayOf = ({ value }: Submission<DeploymentDto>) => value.effectiveOn ?? today;
    const units = await this.units.resolveForWrite(
      submissions.map((submission) => ({
        unit: submission.value.unit ?? '',
        unitName: submission.value.unitName,
        day: dayOf(submission),
        path: 'unit',
      })),
      today,
      last,
      tx.manager,
    );
    const systems = await this.systems.resolveForWrite(
      submissions.map((submission) => ({
        system: submission.value.system ?? '',
        day: dayOf(submission),
        path: 'system',
      })),
      last,
      tx.manager,
    );
    const scopes = await this.scopes.loggable(last, tx.manager);
    const ofEvidence = await this.evidence.faultsOf(
      tx,
      submissions.map(({ value }) => value.evidence ?? []),
    );
    return submissions.map((submission, index) => {
      const { value } = submission;
      const unit = units[index];
      const system = systems[index];
      const faults: Fault[] = [...submission.faults, ...(ofEvidence[index] ?? [])];
      const dayIsGood = value.effectiveOn !== undefined;
      // Without a good day nobody can say which unit or system was meant; without a name there is none to judge.
      if (unit && !('id' in unit) && value.unit !== undefined && (dayIsGood || unit.code === 'unit-unknown'))
        faults.push(unit);
      if (
        system &&
        !('systemId' in system) &&
        value.system !== undefined &&
        (dayIsGood || system.code === 'system-unknown')
      ) {
        faults.push(system);
      }
      if (value.effectiveOn !== undefined && value.effectiveOn > today) {
        faults.push(effectiveInTheFuture('effectiveOn', value.effectiveOn, today));
      }
      if (value.dueOn !== undefined && value.stage !== undefined && value.stage !== 'planned')
        faults.push(dueOnWithoutPlan());
      if (value.dueOn !== undefined && value.effectiveOn !== undefined && value.dueOn < value.effectiveOn) {
        faults.push(dueBeforePlanned());
      }
      const isNamed = unit && 'id' in unit && system && 'systemId' in system && dayIsGood;
      if (isNamed && !mayLog(scopes, unit.id, system.systemId, dayOf(submission))) faults.push(outsideScope('unit'));
      if (faults.length > 0 || !unit || !('id' in unit) || !system || !('systemId' in system)) return { faults };
      const { stage, effectiveOn, dated, dueOn, evidence, note, vendor, version, contract } = value as DeploymentDto;
      return {
        unitId: unit.id,
        systemId: system.systemId,
        stage,
        effectiveOn,
        dated: dated ?? 'on',
        dueOn: dueOn ?? null,
        evidence: (evidence ?? []).map(({ kind, title, document, url }) => ({
          kind,
          ...(title === undefined ? {} : { title }),
          ...(document === undefined ? {} : { document }),
          ...(url === undefined ? {} : { url }),
        })),
        note: note ?? null,
        vendor: vendor ?? null,
        version: version ?? null,
        contract: contract ?? null,
      };
    });
  }
}
