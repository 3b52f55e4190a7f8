import { ApiProperty } from '@nestjs/swagger';

/** The point an answer was read at. */
export class ReadPointAnswer {
  @ApiProperty({ format: 'date', example: '2016-12-31' })
  asOf: string;
  @ApiProperty({ format: 'date-time', description: 'Instant of the revision, six decimals' })
  knownAt: string;
  @ApiProperty({ example: 12 })
  revision: number;
}

export class ListAnswerBase extends ReadPointAnswer {
  @ApiProperty({ type: 'string', nullable: true, description: 'Ask with it for the next page; null: this is the last' })
  nextCursor: string | null;
  @ApiProperty({ description: 'Items in the whole list' })
  total: number;
}
