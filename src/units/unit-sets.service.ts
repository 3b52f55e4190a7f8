import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayToReadAt, hasDays, overlaps, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { itemsOf, type Submission } from '../platform/validation/submission.js';
import { type SetMemberDto, type SetMembersDto, type UnitSetDto } from './dto/unit.requests.js';
import {
  findSet,
  insertMembers,
  insertSet,
  type MemberPeriod,
  selectMembers,
  selectMembersOnDay,
  selectSets,
  type UnitSet,
} from './unit-sets.queries.js';
import { alreadyMember, periodWithoutDays, setCodeTaken, setUnknown } from './units.errors.js';
import { UnitScopes } from './unit-scopes.service.js';
import { UnitsService } from './units.service.js';

export { type UnitSet } from './unit-sets.queries.js';

/** Named sets of units, whose membership has periods (domain.md §2). */
@Injectable()
export class UnitSetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly clock: Clock,
    private readonly scopes: UnitScopes,
  ) {}

  async list(point: Pick<ReadPoint, 'revision'>, db: Db = this.dataSource.manager): Promise<UnitSet[]> {
    return selectSets(db, point.revision);
  }

  /** The set with all its memberships; refuses (missing) an unknown one. */
  async get(reference: string, point: ReadPoint): Promise<{ set: UnitSet; members: MemberPeriod[] }> {
    const set = await findSet(this.dataSource.manager, reference, point.revision);
    if (!set) throw new Refusal([setUnknown('', reference, 'missing')]);
    const members = await selectMembers(this.dataSource.manager, set.id, point.revision);
    const readable = await this.scopes.readable(point.revision);
    return { set, members: members.filter(({ unitId, period }) => readable?.meets(unitId, period) ?? true) };
  }

  /** Which units belong to which set on the day. */
  async membersOnDay(
    point: Pick<ReadPoint, 'asOf' | 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<Map<string, Set<string>>> {
    const members = new Map<string, Set<string>>();
    for (const { setId, unitId } of await selectMembersOnDay(db, point)) {
      members.set(setId, (members.get(setId) ?? new Set()).add(unitId));
    }
    return members;
  }

  /** The id of a set in a write, or a fault. */
  async resolve(tx: WriteTransaction, reference: string, path: string): Promise<string | Fault> {
    const { n } = await tx.lastRevision();
    return (await findSet(tx.manager, reference, n))?.id ?? setUnknown(path, reference, 'unprocessable');
  }

  async create(tx: WriteTransaction, submission: Submission<UnitSetDto>): Promise<{ id: string; code: string }> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const { members, faults } = await this.resolveMembers(tx, itemsOf(submission, 'members') ?? [], []);
    const taken = value.code !== undefined && (await findSet(tx.manager, value.code, last));
    refuseIfAny([...submission.faults, ...(taken ? [setCodeTaken(taken.code)] : []), ...faults]);
    const { code, name } = value as UnitSetDto;
    const { n } = await tx.revision();
    const id = await insertSet(tx.manager, { code, name }, n);
    await insertMembers(tx.manager, id, members, n);
    return { id, code };
  }

  async addMembers(tx: WriteTransaction, reference: string, submission: Submission<SetMembersDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const set = await findSet(tx.manager, reference, last);
    if (!set) throw new Refusal([setUnknown('', reference, 'missing')]);
    const believed = await selectMembers(tx.manager, set.id, last);
    const { members, faults } = await this.resolveMembers(tx, itemsOf(submission, 'members') ?? [], believed);
    refuseIfAny([...submission.faults, ...faults]);
    const { n } = await tx.revision();
    await insertMembers(tx.manager, set.id, members, n);
  }

  private async resolveMembers(
    tx: WriteTransaction,
    drafts: readonly (SetMemberDto | null)[],
    believed: readonly MemberPeriod[],
  ): Promise<{ members: MemberPeriod[]; faults: Fault[] }> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const periodOf = (draft: SetMemberDto): Period => ({ from: draft.validFrom ?? null, to: draft.validTo ?? null });
    const wellFormed = [...drafts.entries()].flatMap(([index, draft]) => (draft ? [{ index, draft }] : []));
    const references = wellFormed.map(({ draft }) => ({
      ...draft,
      day: dayToReadAt(periodOf(draft), today),
      during: periodOf(draft),
      path: 'unit',
    }));
    const resolved = await this.units.resolveForWrite(references, today, last, tx.manager);
    const members: MemberPeriod[] = [];
    const faults: Fault[] = [];
    for (const [position, { index, draft }] of wellFormed.entries()) {
      const unit = resolved[position];
      const period = periodOf(draft);
      const here = (fault: Fault): void => void faults.push(at(`members[${index}]`, fault));
      if (!hasDays(period)) here(periodWithoutDays());
      if (!unit || !('id' in unit)) {
        if (unit) here(unit);
        continue;
      }
      const twice = [...believed, ...members].some(
        (other) => other.unitId === unit.id && overlaps(other.period, period),
      );
      if (twice) here(alreadyMember('unit', unit.name));
      members.push({ unitId: unit.id, period });
    }
    return { members, faults };
  }
}
