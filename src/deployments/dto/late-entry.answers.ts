import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase } from '../../platform/http/answers.js';
import { LATE_EVENTS } from '../domain/late-entry.js';
import { EntryAnswer } from './deployment.answers.js';

export class LateEntryAnswer {
  @ApiProperty({ type: () => EntryAnswer, description: 'The entry with when it was recorded, and retracted' })
  entry: EntryAnswer;
  @ApiProperty({ enum: LATE_EVENTS, description: 'What became of it after the instant' })
  event: string;
  @ApiProperty({
    description: 'It starts a stage, or was withdrawn and started one that was believed at the instant',
  })
  changesStage: boolean;
}

export class LateEntryListAnswer extends ListAnswerBase {
  @ApiProperty({
    type: () => LateEntryAnswer,
    isArray: true,
    description: 'In the order of what was last said of them',
  })
  items: LateEntryAnswer[];
}
