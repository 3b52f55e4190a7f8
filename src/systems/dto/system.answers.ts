import { ApiProperty } from '@nestjs/swagger';
import { DocumentSummary } from '../../documents/dto/document.answers.js';
import { ListAnswerBase, ReadPointAnswer } from '../../platform/http/answers.js';
import { INHERITANCE_RULES } from '../domain/system.js';
import { LEVELS } from '../../units/domain/unit.js';

export class SystemAnswer {
  @ApiProperty({ example: 'one-stop-shop' })
  code: string;
  @ApiProperty({ example: 'Hệ thống một cửa điện tử' })
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  nameEn: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the system it is a part of' })
  parent: string | null;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of its parts' })
  parts: string[];
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The unit that answers for it' })
  ownerId: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Căn cứ pháp lý' })
  legalBasis: string | null;
  @ApiProperty({ enum: INHERITANCE_RULES, description: "How a successor's stage follows from its predecessors'" })
  inheritance: string;
}

export class SystemListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => SystemAnswer, isArray: true })
  items: SystemAnswer[];
}

export class SystemPeriodAnswer {
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true })
  nameEn: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  legalBasis: string | null;
}

export class SystemOnDayAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => SystemAnswer })
  system: SystemAnswer;
  @ApiProperty({ type: () => SystemPeriodAnswer, isArray: true, description: 'All its periods, earliest first' })
  periods: SystemPeriodAnswer[];
}

export class RecordedAnswer {
  @ApiProperty()
  id: string;
}

export class SystemRecordedAnswer {
  @ApiProperty()
  code: string;
}

export class RuleAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({ enum: LEVELS })
  level: string;
  @ApiProperty({ type: 'string', nullable: true })
  kind: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  setId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  withinId: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  legalBasis: string | null;
}

export class RuleListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => RuleAnswer, isArray: true })
  items: RuleAnswer[];
}

export class ExemptionAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
  @ApiProperty({ format: 'uuid' })
  unitId: string;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validFrom: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  validTo: string | null;
  @ApiProperty()
  reason: string;
  @ApiProperty()
  grantedBy: string;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Name of the account; null: from the terminal, or by the service itself',
  })
  recordedBy: string | null;
  @ApiProperty({ type: () => DocumentSummary, isArray: true, description: 'The documents linked to it' })
  documents: DocumentSummary[];
}

export class ExemptionListAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ExemptionAnswer, isArray: true })
  items: ExemptionAnswer[];
}
