import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LedgerBatches } from '../../deployments/ledger-batches.service.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { SystemsService } from '../../systems/systems.service.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellValue, type Column } from '../domain/column.js';
import { printEvidence } from '../domain/evidence-text.js';
import { DATING_WORDS, STAGE_WORDS } from '../domain/vocabularies.js';
import { type ImportKind, type ImportPlan, type StagedRows } from '../import-kind.js';
import { DeploymentPlanner } from './deployment-planner.service.js';
import { dayColumn, SYSTEM_COLUMN, textColumn, UNIT_COLUMNS, wordColumn } from './shared-columns.js';

const COLUMNS: readonly Column[] = [
  ...UNIT_COLUMNS,
  SYSTEM_COLUMN,
  wordColumn(
    'stage',
    { vi: 'Giai đoạn', en: 'Stage' },
    { vi: 'Giai đoạn triển khai.', en: 'Stage of the rollout.' },
    STAGE_WORDS,
    {
      choices: STAGE_WORDS.words.filter((word) => word !== STAGE_WORDS.wordOf('unknown')),
      required: true,
      also: ['Tình trạng', 'Trạng thái', 'Tình trạng triển khai', 'Hiện trạng', 'Kết quả triển khai'],
    },
  ),
  dayColumn(
    'effectiveOn',
    { vi: 'Ngày hiệu lực', en: 'Effective on' },
    { vi: 'Ngày giai đoạn bắt đầu, hoặc ngày đã như vậy.', en: 'The day the stage began, or by which it was so.' },
    {
      required: true,
      isDayOfFile: true,
      also: ['Ngày', 'Ngày triển khai', 'Ngày đưa vào sử dụng', 'Ngày bắt đầu', 'Thời điểm', 'Từ ngày'],
    },
  ),
  wordColumn(
    'dated',
    { vi: 'Cách tính ngày', en: 'Dated' },
    {
      vi: '"từ ngày": bắt đầu đúng ngày đó; "tính đến ngày": đến ngày đó đã như vậy, không rõ bắt đầu khi nào. Trống: từ ngày.',
      en: 'on: it began that day; by: it was so already, its beginning unknown. Blank: on.',
    },
    DATING_WORDS,
    { also: ['Loại ngày', 'Kiểu ngày'] },
  ),
  dayColumn(
    'dueOn',
    { vi: 'Hạn hoàn thành', en: 'Due on' },
    { vi: 'Chỉ dùng với giai đoạn "đã lên kế hoạch".', en: 'Of a plan alone: the day it is due.' },
    { also: ['Thời hạn', 'Hạn'] },
  ),
  textColumn(
    'evidence',
    { vi: 'Tài liệu kiểm chứng', en: 'Evidence' },
    { vi: 'Mỗi dòng một tài liệu; địa chỉ để trong < >.', en: 'A piece a line; addresses in < >.' },
    { max: 30_000, lines: true, also: ['Văn bản', 'Căn cứ', 'Tài liệu'] },
  ),
  textColumn(
    'note',
    { vi: 'Ghi chú', en: 'Note' },
    { vi: 'Không bắt buộc.', en: 'Optional.' },
    { max: 2000, lines: true },
  ),
  textColumn(
    'vendor',
    { vi: 'Nhà cung cấp', en: 'Vendor' },
    { vi: 'Không bắt buộc.', en: 'Optional.' },
    { also: ['Đơn vị cung cấp'] },
  ),
  textColumn('version', { vi: 'Phiên bản', en: 'Version' }, { vi: 'Không bắt buộc.', en: 'Optional.' }, { max: 100 }),
  textColumn(
    'contract',
    { vi: 'Hợp đồng', en: 'Contract' },
    { vi: 'Không bắt buộc.', en: 'Optional.' },
    { also: ['Số hợp đồng'] },
  ),
];

/** Entries of the ledger; as a table, or as a matrix of units and systems. */
@Injectable()
export class DeploymentsKind implements ImportKind {
  readonly name = 'deployments';
  readonly right = 'log';
  readonly title = { vi: 'Triển khai hệ thống', en: 'deployments' };
  readonly columns = COLUMNS;
  readonly isMatrixToo = true;

  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
    private readonly batches: LedgerBatches,
    private readonly planner: DeploymentPlanner,
  ) {}

  plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    return this.planner.plan(tx, staged);
  }

  undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    return this.batches.undo(tx, revision, reason);
  }

  async *export(at: ReadPoint): AsyncGenerator<Record<string, CellValue | null>> {
    const directory = await this.units.directory(at.revision);
    const systems = await this.systems.directory(at.revision);
    const readable = await this.scopes.readable(at.revision, this.dataSource.manager);
    for await (const part of this.batches.counting(at)) {
      for (const entry of part) {
        const unit = directory.onDay(entry.unitId, entry.effectiveOn);
        if (!unit || readable?.holds(entry.unitId, entry.effectiveOn) === false) continue;
        yield {
          unit: unit.code,
          unitName: unit.name,
          within: directory.ancestors(unit, entry.effectiveOn)[0]?.name ?? null,
          system: systems.codeOf(entry.systemId),
          stage: STAGE_WORDS.wordOf(entry.stage),
          effectiveOn: entry.effectiveOn,
          dated: DATING_WORDS.wordOf(entry.dated),
          dueOn: entry.dueOn,
          evidence: entry.evidence.length === 0 ? null : printEvidence(entry.evidence),
          note: entry.note,
          vendor: entry.vendor,
          version: entry.version,
          contract: entry.contract,
        };
      }
    }
  }
}
