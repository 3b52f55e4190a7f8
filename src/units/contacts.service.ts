import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { hasDays, holds, overlaps, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { isGuess, type Submission } from '../platform/validation/submission.js';
import { contactOutsideScope, contactThereAlready, contactUnknown, contactWithoutDays } from './contacts.errors.js';
import {
  closeContact,
  type Contact,
  findContact,
  insertContact,
  selectContactsOfUnit,
  selectContactsOnDay,
} from './contacts.queries.js';
import { type ContactDto, type ContactRetractionDto } from './dto/contact.requests.js';
import { UnitScopes } from './unit-scopes.service.js';
import { UnitsService } from './units.service.js';

export { type Contact } from './contacts.queries.js';

/** Who answers for a unit, and did on any day. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
    private readonly clock: Clock,
  ) {}

  /** Who answers on the day for each of the units, where anybody does. */
  async onDay(unitIds: readonly string[], at: ReadPoint): Promise<Map<string, Contact>> {
    const contacts = unitIds.length === 0 ? [] : await selectContactsOnDay(this.dataSource.manager, at, unitIds);
    return new Map(contacts.map((contact) => [contact.unitId, contact]));
  }

  /** All of the unit that a reference means on the day, latest first. */
  async of(reference: string, at: ReadPoint): Promise<{ unitId: string; contacts: Contact[] }> {
    const { id } = await this.units.getUnit(reference, at);
    return { unitId: id, contacts: await selectContactsOfUnit(this.dataSource.manager, id, at.revision) };
  }

  /** Somebody answers from a day on; whoever did until then ends there. Refuses with every fault. */
  async record(tx: WriteTransaction, submission: Submission<ContactDto>): Promise<string> {
    const { value } = submission;
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const day = value.validFrom ?? today;
    const faults: Fault[] = [...submission.faults];
    const period: Period = { from: day, to: value.validTo ?? null };
    if (!hasDays(period)) faults.push(contactWithoutDays());
    const reference = { unit: value.unit ?? '', unitName: value.unitName, day, path: 'unit' };
    const [unit] =
      value.unit === undefined ? [] : await this.units.resolveForWrite([reference], today, last, tx.manager);
    if (unit && !('id' in unit) && !isGuess(submission, unit, 'validFrom')) faults.push(unit);
    if (!unit || !('id' in unit)) throw new Refusal(faults);
    if (!(await this.mayWrite(tx, unit.id, day))) faults.push(contactOutsideScope());

    const others = await selectContactsOfUnit(tx.manager, unit.id, last);
    const before = others.find((other) => other.validFrom < day && holds(periodOf(other), day));
    const after = others.find((other) => other !== before && overlaps(periodOf(other), period));
    if (after) faults.push(contactThereAlready(after.name, after.validFrom));
    refuseIfAny(faults);

    const { n } = await tx.revision();
    if (before) {
      await closeContact(tx.manager, before.id, null, n);
      await insertContact(tx.manager, { ...before, validTo: day }, n);
    }
    const { name, post = null, telephone = null, email = null } = value as ContactDto;
    const contact = { unitId: unit.id, name, post, telephone, email, validFrom: day, validTo: period.to };
    return insertContact(tx.manager, contact, n);
  }

  /** It was recorded wrongly: from this revision on it never was. */
  async retract(tx: WriteTransaction, id: string, submission: Submission<ContactRetractionDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const contact = await findContact(tx.manager, id, last);
    const readable = await this.scopes.readable(last, tx.manager);
    if (!contact || readable?.holds(contact.unitId, contact.validFrom) === false)
      throw new Refusal([contactUnknown(id)]);
    if (!(await this.mayWrite(tx, contact.unitId, contact.validFrom))) throw new Refusal([contactOutsideScope()]);
    refuseIfAny(submission.faults);
    const { n } = await tx.revision();
    await closeContact(tx.manager, id, submission.value.reason ?? null, n);
  }

  /** Who may log every system at a unit on the day may say who answers for it. */
  private async mayWrite(tx: WriteTransaction, unitId: string, day: LocalDate): Promise<boolean> {
    const { n } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(n, tx.manager);
    return (
      scopes === null ||
      scopes.some(({ systemId, scope }) => systemId === null && (scope === null || scope.holds(unitId, day)))
    );
  }
}

function periodOf({ validFrom, validTo }: Contact): Period {
  return { from: validFrom, to: validTo };
}
