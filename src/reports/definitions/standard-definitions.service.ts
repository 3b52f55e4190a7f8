import { Injectable } from '@nestjs/common';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { type Submission } from '../../platform/validation/submission.js';
import { type ReportType } from '../domain/report-definition.js';
import { type DefinitionChangeDto, type DefinitionDto } from '../dto/definition.requests.js';
import { type DefinitionRow } from './report-definitions.queries.js';
import { ReportDefinitionsService } from './report-definitions.service.js';

/** The periodic reports that Nghị định 09/2019/NĐ-CP knows, and the nine months that provinces ask for. */
const STANDARD: readonly {
  readonly code: string;
  readonly type: ReportType;
  readonly vi: string;
  readonly en: string;
}[] = [
  { code: 'monthly', type: 'monthly', vi: 'Báo cáo tháng', en: 'Monthly report' },
  { code: 'quarter', type: 'quarterly', vi: 'Báo cáo quý', en: 'Quarterly report' },
  { code: 'half-year', type: 'half-year', vi: 'Báo cáo 6 tháng', en: 'Half-year report' },
  { code: 'nine-month', type: 'nine-month', vi: 'Báo cáo 9 tháng', en: 'Nine-month report' },
  { code: 'year', type: 'year', vi: 'Báo cáo năm', en: 'Annual report' },
];

/** The definitions that a province begins with: one for each periodic report, all with the head of one office. */
@Injectable()
export class StandardDefinitions {
  constructor(private readonly definitions: ReportDefinitionsService) {}

  /** Those that are not there yet; the ones that are stay as they are. Refuses with every fault of the head. */
  async create(tx: WriteTransaction, head: Submission<DefinitionChangeDto>): Promise<DefinitionRow[]> {
    const present = new Set((await this.definitions.list(tx.manager)).map(({ code }) => code));
    const created: DefinitionRow[] = [];
    for (const { code, type, vi, en } of STANDARD) {
      if (present.has(code)) continue;
      const name = head.value.language === 'en' ? en : vi;
      const value: Partial<DefinitionDto> = { ...head.value, code, type, name };
      created.push(await this.definitions.create(tx, { value, faults: head.faults }));
    }
    return created;
  }
}
