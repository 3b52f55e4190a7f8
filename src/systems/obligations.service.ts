import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { dayToReadAt, hasDays, overlaps, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny, together } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { isGuess, type Submission } from '../platform/validation/submission.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { exemptionKey, Obligations } from './domain/obligation.js';
import { type ApplicabilityDto, type EndDto, type ExemptionDto, type RetractionDto } from './dto/system.requests.js';
import {
  closeExemption,
  closeRule,
  type ExemptionRow,
  findExemption,
  insertExemption,
  insertRule,
  type RuleRow,
  selectExemptions,
  selectExemptionsOnDay,
  selectRulesOfSystem,
  selectRulesOnDay,
} from './obligations.queries.js';
import {
  endNotAfterBeginning,
  exemptAlready,
  exemptionUnknown,
  ruleSaidAlready,
  ruleUnknown,
  systemUnknown,
} from './systems.errors.js';
import { selectSystemPeriods } from './systems.queries.js';
import { SystemsService } from './systems.service.js';

/** Who should have which system, and who is let off (domain.md §2). */
@Injectable()
export class ObligationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** What every unit of the day owes every system. */
  async onDay(
    at: Pick<ReadPoint, 'asOf' | 'revision'>,
    tree: UnitTree,
    db: Db = this.dataSource.manager,
  ): Promise<Obligations> {
    const [rules, exemptions, members] = await Promise.all([
      selectRulesOnDay(db, at),
      selectExemptionsOnDay(db, at),
      this.sets.membersOnDay(at, db),
    ]);
    const exempt = new Set(exemptions.map(({ systemId, unitId }) => exemptionKey(systemId, unitId)));
    return new Obligations({ tree, rules, members, exemptions: exempt });
  }

  async rulesOf(code: string, at: ReadPoint): Promise<RuleRow[]> {
    const { system } = await this.systems.get(code, at);
    return selectRulesOfSystem(this.dataSource.manager, system.id, at.revision);
  }

  async addRule(tx: WriteTransaction, code: string, submission: Submission<ApplicabilityDto>): Promise<{ id: string }> {
    const { n: last } = await tx.lastRevision();
    const systemId = await this.systemId(tx.manager, code, last);
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const period = periodOf(value);
    if (!hasDays(period)) faults.push(endNotAfterBeginning());
    const setId = value.set === undefined ? null : await this.sets.resolve(tx, value.set, 'set');
    if (setId !== null && typeof setId !== 'string') faults.push(setId);
    const withinId = await this.unitId(tx, { unit: value.within, path: 'within', period }, faults);
    refuseIfAny(faults.filter((fault) => !isGuess(submission, fault, 'validFrom', 'validTo')));

    const rule = {
      systemId,
      level: (value as ApplicabilityDto).level,
      kind: value.kind?.toLocaleLowerCase('vi') ?? null,
      setId: setId as string | null,
      withinId,
      legalBasis: value.legalBasis ?? null,
      validFrom: period.from,
      validTo: period.to,
    };
    if (isSaidAlready(rule, await selectRulesOfSystem(tx.manager, systemId, last)))
      throw new Refusal([ruleSaidAlready()]);
    const { n } = await tx.revision();
    return { id: await insertRule(tx.manager, rule, n) };
  }

  /** The rule ends: `validTo` is the first day on which it is no longer in force. */
  async endRule(
    tx: WriteTransaction,
    code: string,
    id: string,
    submission: Submission<EndDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const systemId = await this.systemId(tx.manager, code, last);
    const rules = await selectRulesOfSystem(tx.manager, systemId, last);
    const rule = rules.find((candidate) => candidate.id === id);
    if (!rule) throw new Refusal([ruleUnknown(id)]);
    requireMatch(ifMatch, rule.version);
    const validTo = checkedEnd(rule, submission);
    if (isSaidAlready({ ...rule, validTo }, rules)) throw new Refusal([ruleSaidAlready()]);
    const { n } = await tx.revision();
    await closeRule(tx.manager, id, n);
    await insertRule(tx.manager, { ...rule, validTo }, n);
  }

  async exemptions(
    at: ReadPoint,
    of: { unit?: string | undefined; system?: string | undefined },
  ): Promise<ExemptionRow[]> {
    const [unit, found] = await together([
      of.unit === undefined ? undefined : this.units.getUnit(of.unit, at),
      of.system === undefined ? undefined : this.systems.get(of.system, at),
    ]);
    const named = { unitId: unit?.id, systemId: found?.system.id };
    const exemptions = await selectExemptions(this.dataSource.manager, at.revision, named);
    const readable = await this.scopes.readable(at.revision);
    return exemptions.filter((exemption) => readable?.meets(exemption.unitId, periodOf(exemption)) ?? true);
  }

  async exempt(tx: WriteTransaction, submission: Submission<ExemptionDto>): Promise<{ id: string }> {
    const { n: last } = await tx.lastRevision();
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const period = periodOf(value);
    if (!hasDays(period)) faults.push(endNotAfterBeginning());
    const day = dayToReadAt(period, this.clock.today());
    const unitId = await this.unitId(tx, { unit: value.unit, unitName: value.unitName, path: 'unit', period }, faults);
    let systemId: number | null = null;
    if (value.system !== undefined) {
      const [system] = await this.systems.resolveForWrite(
        [{ system: value.system, day, path: 'system' }],
        last,
        tx.manager,
      );
      if (system && 'systemId' in system) systemId = system.systemId;
      else if (system) faults.push(system);
    }
    if (unitId !== null && systemId !== null) {
      const believed = await selectExemptions(tx.manager, last, { unitId, systemId });
      if (believed.some((other) => overlaps(periodOf(other), period))) faults.push(exemptAlready(value.unit ?? ''));
    }
    faults.push(...(await this.links.faultsOf(tx, value.documents)));
    refuseIfAny(faults.filter((fault) => !isGuess(submission, fault, 'validFrom', 'validTo')));
    if (unitId === null || systemId === null) throw new Error('Checked above');

    const { reason, grantedBy } = value as ExemptionDto;
    const { n } = await tx.revision();
    const exemption = { unitId, systemId, validFrom: period.from, validTo: period.to, reason, grantedBy };
    const id = await insertExemption(tx.manager, exemption, n);
    await this.links.link(tx, 'exemption', [{ subjectId: id, documents: value.documents ?? [] }]);
    return { id };
  }

  /** The exemption ends: `validTo` is the first day on which the unit owes the system again. */
  async endExemption(
    tx: WriteTransaction,
    id: string,
    submission: Submission<EndDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const exemption = await this.getExemption(tx, id);
    requireMatch(ifMatch, exemption.version);
    const validTo = checkedEnd(exemption, submission);
    const { n: last } = await tx.lastRevision();
    const others = (await selectExemptions(tx.manager, last, exemption)).filter((other) => other.id !== id);
    if (others.some((other) => overlaps(periodOf(other), periodOf({ ...exemption, validTo }))))
      throw new Refusal([exemptAlready(exemption.unitId)]);
    const { n } = await tx.revision();
    await closeExemption(tx.manager, id, null, n);
    await insertExemption(tx.manager, { ...exemption, validTo }, n);
  }

  /** The exemption was recorded wrongly: from this revision on it never was. */
  async retractExemption(tx: WriteTransaction, id: string, submission: Submission<RetractionDto>): Promise<void> {
    const exemption = await this.getExemption(tx, id);
    refuseIfAny(submission.faults);
    const { n } = await tx.revision();
    await closeExemption(tx.manager, exemption.id, submission.value.reason ?? null, n);
  }

  private async getExemption(tx: WriteTransaction, id: string): Promise<ExemptionRow> {
    const { n } = await tx.lastRevision();
    const exemption = await findExemption(tx.manager, id, n);
    if (!exemption) throw new Refusal([exemptionUnknown(id)]);
    return exemption;
  }

  private async systemId(db: Db, code: string, revision: number): Promise<number> {
    const [system] = await selectSystemPeriods(db, revision, code);
    if (!system) throw new Refusal([systemUnknown('', code, 'missing', [])]);
    return system.systemId;
  }

  private async unitId(
    tx: WriteTransaction,
    named: { unit: string | undefined; unitName?: string | undefined; path: string; period: Period },
    faults: Fault[],
  ): Promise<string | null> {
    const { unit, unitName, path, period } = named;
    if (unit === undefined) return null;
    const { n } = await tx.lastRevision();
    const today = this.clock.today();
    const reference = { unit, unitName, path, day: dayToReadAt(period, today), during: period };
    const [resolved] = await this.units.resolveForWrite([reference], today, n, tx.manager);
    if (resolved && 'id' in resolved) return resolved.id;
    if (resolved) faults.push(resolved);
    return null;
  }
}

function periodOf(value: { validFrom?: LocalDate | null; validTo?: LocalDate | null }): Period {
  return { from: value.validFrom ?? null, to: value.validTo ?? null };
}

/** True when another rule of the system says the very same on one of its days. */
export function isSaidAlready(
  rule: Omit<RuleRow, 'id' | 'version'> & { id?: string },
  rules: readonly RuleRow[],
): boolean {
  return rules.some(
    (other) =>
      other.id !== rule.id &&
      other.level === rule.level &&
      other.kind === rule.kind &&
      other.setId === rule.setId &&
      other.withinId === rule.withinId &&
      overlaps(periodOf(other), periodOf(rule)),
  );
}

function checkedEnd(thing: { validFrom: LocalDate | null }, submission: Submission<EndDto>): LocalDate {
  const { validTo } = submission.value;
  const faults = [...submission.faults];
  if (validTo !== undefined && !hasDays({ from: thing.validFrom, to: validTo })) faults.push(endNotAfterBeginning());
  refuseIfAny(faults);
  return validTo as LocalDate;
}
