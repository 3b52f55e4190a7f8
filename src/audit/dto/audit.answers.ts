import { ApiProperty } from '@nestjs/swagger';

export class AuditEntryAnswer {
  @ApiProperty({ description: '`r12`: revision 12; `e34`: event 34' })
  id: string;
  @ApiProperty({ format: 'date-time' })
  at: string;
  @ApiProperty({ enum: ['session', 'token', 'anonymous', 'command-line', 'service'] })
  via: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the account' })
  account: string | null;
  @ApiProperty({ example: 'POST /deployments' })
  action: string;
  @ApiProperty({ type: 'string', nullable: true })
  requestId: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Network address; null: this machine' })
  address: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  subjectType: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  subjectId: string | null;
}

export class AuditAnswer {
  @ApiProperty({ type: () => AuditEntryAnswer, isArray: true })
  items: AuditEntryAnswer[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Ask with it for the next page; null: this is the last' })
  nextCursor: string | null;
  @ApiProperty({ description: 'Items in the whole list' })
  total: number;
}

export class AuditStateAnswer {
  @ApiProperty({ type: 'string', nullable: true, description: 'The table; null: what the event itself says' })
  table: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Key of the row, for subjectId' })
  key: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  row: Record<string, unknown>;
}

export class AuditChangeAnswer {
  @ApiProperty()
  id: string;
  @ApiProperty({ type: () => AuditStateAnswer, isArray: true, description: 'What ended; at most 500 rows' })
  before: AuditStateAnswer[];
  @ApiProperty({ type: () => AuditStateAnswer, isArray: true, description: 'What began; at most 500 rows' })
  after: AuditStateAnswer[];
}
