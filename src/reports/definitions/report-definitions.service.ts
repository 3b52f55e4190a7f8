import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { type Fault, Refusal, refuseIfAny } from '../../kernel/refusal.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Db } from '../../platform/database/db.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { requireMatch } from '../../platform/http/pinned-answer.interceptor.js';
import { changedTo, type Submission } from '../../platform/validation/submission.js';
import { SystemsService } from '../../systems/systems.service.js';
import { systemUnknown } from '../../systems/systems.errors.js';
import { UnitsService } from '../../units/units.service.js';
import { definitionFaults } from './definition-faults.js';
import { ALL_SECTIONS, type DefinitionContent, type ReportType } from '../domain/report-definition.js';
import { type DefinitionChangeDto, type DefinitionDto } from '../dto/definition.requests.js';
import {
  type DefinitionRow,
  findDefinition,
  insertDefinition,
  insertDefinitionVersion,
  selectDefinitions,
  selectDefinitionVersions,
} from './report-definitions.queries.js';
import { definitionCodeTaken, definitionUnknown } from '../reports.errors.js';

/** What of a definition may be said to be none. */

/** What reports say, of what, when, and for whom: each change is a version of its own, and reports keep theirs. */
@Injectable()
export class ReportDefinitionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async list(db: Db = this.dataSource.manager): Promise<DefinitionRow[]> {
    return selectDefinitions(db);
  }

  /** One by id or code, in its last version; refuses an unknown one with those there are. */
  async get(reference: string, path = '', kind: 'missing' | 'unprocessable' = 'missing'): Promise<DefinitionRow> {
    const found = await findDefinition(this.dataSource.manager, reference);
    if (found) return found;
    const known = (await this.list()).map(({ code }) => code);
    throw new Refusal([definitionUnknown(path, reference, kind, known)]);
  }

  async versions(id: string): Promise<DefinitionRow[]> {
    return selectDefinitionVersions(this.dataSource.manager, id);
  }

  /** A new definition; refuses with every fault of it. */
  async create(tx: WriteTransaction, submission: Submission<DefinitionDto>): Promise<DefinitionRow> {
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    if (value.code !== undefined && (await findDefinition(tx.manager, value.code)))
      faults.push(definitionCodeTaken(value.code));
    const blank: DefinitionContent = {
      ...{ name: '', type: value.type ?? 'ad-hoc', scopeId: null, rule: 'decree-09', schedule: null, language: 'vi' },
      ...{ title: value.language === 'en' ? 'REPORT' : 'BÁO CÁO', subject: subjectOf(value.language ?? 'vi') },
      ...{ sections: ALL_SECTIONS, textBlocks: [], addressees: [], legalBases: [], recipients: [], parentBody: null },
      ...{ issuingBody: '', abbreviation: '', signatory: { lines: [], name: '' }, placeName: '' },
      ...{ numbering: 'external', issuesItself: false, systemNames: [] },
    };
    const content = await this.changed(tx, blank, value, faults);
    // Faults that rest on what was not readable would be guesses.
    if (submission.faults.length === 0) faults.push(...definitionFaults(content, this.clock.now()));
    refuseIfAny(faults);
    const { code } = value as DefinitionDto;
    const id = await insertDefinition(tx.manager, code);
    return this.write(tx, { id, code, version: 0, before: null }, content);
  }

  /** The next version of a definition, made upon the one that `ifMatch` names. */
  async change(
    tx: WriteTransaction,
    reference: string,
    submission: Submission<DefinitionChangeDto>,
    ifMatch: string | undefined,
  ): Promise<DefinitionRow> {
    const found = await findDefinition(tx.manager, reference);
    if (!found) throw new Refusal([definitionUnknown('', reference, 'missing')]);
    requireMatch(ifMatch, found.version);
    const faults: Fault[] = [...submission.faults];
    const content = await this.changed(tx, found.content, submission.value, faults);
    if (submission.faults.length === 0) faults.push(...definitionFaults(content, this.clock.now()));
    refuseIfAny(faults);
    return this.write(tx, { ...found, before: found.content }, content);
  }

  private async write(
    tx: WriteTransaction,
    last: { id: string; code: string; version: number; before: DefinitionContent | null },
    content: DefinitionContent,
  ): Promise<DefinitionRow> {
    const { id, code, version, before } = last;
    await insertDefinitionVersion(tx.manager, id, version + 1, content);
    await this.audit.record(tx.manager, {
      subject: { type: 'report-definition', id: code },
      before: before && { ...before },
      after: { ...content },
    });
    const written = await findDefinition(tx.manager, id);
    if (!written) throw new Error('A definition was written and not found');
    return written;
  }

  /** The content with what is given in its place; adds the faults that the facts reveal. */
  private async changed(
    tx: WriteTransaction,
    before: DefinitionContent,
    value: Readonly<Partial<DefinitionChangeDto>>,
    faults: Fault[],
  ): Promise<DefinitionContent> {
    const { scope, schedule, sections, textBlocks, signatory, parentBody, systemNames, ...plain } = value;
    const { n } = await tx.lastRevision();
    const known = [...(await this.systems.codes(n, tx.manager)).values()];
    const named = [
      ...(systemNames ?? []).map(({ system }, index) => ({ system, path: `systemNames[${index}].system` })),
      ...(sections ?? []).flatMap(({ systems }, index) =>
        (systems ?? []).map((system) => ({ system, path: `sections[${index}].systems` })),
      ),
    ];
    for (const { system, path } of named) {
      if (!known.includes(system)) faults.push(systemUnknown(path, system, 'unprocessable', known));
    }
    return {
      ...before,
      ...onlyContent(plain),
      scopeId: scope === null ? null : ((await this.scopeOf(tx, scope, faults)) ?? before.scopeId),
      schedule: changedTo(
        schedule && { from: schedule.from, daysAfter: schedule.daysAfter ?? 1, time: schedule.time ?? '06:00' },
        before.schedule,
      ),
      parentBody: changedTo(parentBody, before.parentBody),
      signatory: signatory ? { lines: signatory.lines, name: signatory.name ?? '' } : before.signatory,
      sections:
        sections?.map(({ id, on = true, title = null, systems = null }) => ({ id, on, title, systems })) ??
        before.sections,
      textBlocks:
        textBlocks?.map(({ section, place = 'before', text }) => ({ section, place, text })) ?? before.textBlocks,
      systemNames: systemNames?.map(({ system, name }) => ({ system, name })) ?? before.systemNames,
    };
  }

  private async scopeOf(tx: WriteTransaction, scope: string | undefined, faults: Fault[]): Promise<string | null> {
    if (scope === undefined) return null;
    const today = this.clock.today();
    const { n } = await tx.lastRevision();
    const references = [{ unit: scope, day: today, path: 'scope', during: { from: null, to: null } }];
    const [unit] = await this.units.resolveForWrite(references, today, n, tx.manager);
    if (unit && 'id' in unit) return unit.id;
    if (unit) faults.push(unit);
    return null;
  }
}

/** Without `code` and `type`, of which the first is no content and the second stays. */
function onlyContent(
  plain: Partial<DefinitionChangeDto> & { code?: string; type?: ReportType },
): Partial<DefinitionContent> {
  const { name, rule, language, title, subject, addressees, legalBases, recipients, issuingBody } = plain;
  const { abbreviation, placeName, numbering, issuesItself } = plain;
  const given = {
    ...{ name, rule, language, title, subject, addressees, legalBases, recipients, issuingBody },
    ...{ abbreviation, placeName, numbering, issuesItself },
  };
  return Object.fromEntries(Object.entries(given).filter(([, content]) => content !== undefined));
}

function subjectOf(language: 'vi' | 'en'): string {
  return language === 'vi'
    ? 'Tình hình triển khai các hệ thống chính quyền điện tử'
    : 'The rollout of e-government systems';
}
