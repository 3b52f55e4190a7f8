import { ApiProperty } from '@nestjs/swagger';
import { ReadPointAnswer } from '../../platform/http/answers.js';

/** Who answers for a unit. */
export class ContactAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Chức vụ' })
  post: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  telephone: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  email: string | null;
  @ApiProperty({ format: 'date' })
  validFrom: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'First day after; null: no end' })
  validTo: string | null;
}

export class ContactsAnswer extends ReadPointAnswer {
  @ApiProperty({ format: 'uuid' })
  unitId: string;
  @ApiProperty({ type: () => ContactAnswer, nullable: true, description: 'Whoever answers on the day' })
  current: ContactAnswer | null;
  @ApiProperty({ type: () => ContactAnswer, isArray: true, description: 'All, latest first' })
  contacts: ContactAnswer[];
}

export class ContactRecordedAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  revision: number;
}
