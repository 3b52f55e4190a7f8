import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type EntryAnswer } from './dto/deployment.answers.js';
import { type EntryWithRole } from './states.service.js';

/** Writes entries out for the caller: units under the names they had on the entry's day. */
@Injectable()
export class EntryAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly links: DocumentLinksService,
  ) {}

  async of(
    entries: readonly EntryWithRole[],
    { revision }: Pick<ReadPoint, 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<EntryAnswer[]> {
    const references = entries.map((entry) => ({ id: entry.unitId, day: entry.effectiveOn }));
    const units = await this.units.onDays(references, revision, db);
    const codes = await this.systems.codes(revision, db);
    const ids = entries.map(({ id }) => String(id));
    const documentsOf = await this.links.documentsOf('deployment-entry', ids, revision, db);
    return entries.map((entry, index) => {
      const unit = units[index];
      const { id, stage, effectiveOn, dated, dueOn, role, evidence, note, vendor, version, contract } = entry;
      return {
        id,
        unit: { id: entry.unitId, code: unit?.code ?? '', name: unit?.name ?? '' },
        system: codes.get(entry.systemId) ?? '',
        stage,
        effectiveOn,
        dated,
        dueOn,
        role,
        evidence,
        documents: documentsOf(String(id)),
        note,
        vendor,
        version,
        contract,
        revision: entry.revision,
        recordedAt: entry.recordedAt,
        recordedBy: entry.recordedBy,
        retraction: entry.retraction,
      };
    });
  }
}
