import { ApiProperty } from '@nestjs/swagger';
import { ListAnswerBase } from '../../platform/http/answers.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';

export class ReminderRuleAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the duty' })
  duty: string;
  @ApiProperty({ description: 'From the due day: -3 is three days before it' })
  days: number;
  @ApiProperty({ description: 'Hour of the day in Asia/Ho_Chi_Minh' })
  hour: number;
  @ApiProperty({ format: 'date', description: 'It reminds on this day or later' })
  startsOn: string;
  @ApiProperty({ format: 'date-time' })
  addedAt: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the account' })
  addedBy: string | null;
}

export class ReminderRulesAnswer {
  @ApiProperty({ type: () => ReminderRuleAnswer, isArray: true })
  items: ReminderRuleAnswer[];
}

export class ReminderItemAnswer {
  @ApiProperty({ type: () => UnitSummary })
  unit: UnitSummary;
  @ApiProperty({ description: 'What is owed, as the letter names it' })
  name: string;
  @ApiProperty({ example: 'tháng 12 năm 2016' })
  periodName: string;
  @ApiProperty({ format: 'date' })
  dueOn: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the rule that reminds of it' })
  rule: string;
}

export class ReminderToSendAnswer {
  @ApiProperty({ description: 'Name of the contact' })
  recipient: string;
  @ApiProperty()
  address: string;
  @ApiProperty({ type: () => UnitSummary, description: 'Whose contact it is: the unit that owes, or the one above it' })
  unit: UnitSummary;
  @ApiProperty()
  subject: string;
  @ApiProperty({ description: 'The letter as plain text' })
  text: string;
  @ApiProperty({ type: () => ReminderItemAnswer, isArray: true })
  items: ReminderItemAnswer[];
}

export class ReminderPreviewAnswer {
  @ApiProperty({ type: () => ReminderToSendAnswer, isArray: true })
  items: ReminderToSendAnswer[];
  @ApiProperty({
    type: () => ReminderItemAnswer,
    isArray: true,
    description: 'Owed where neither the unit nor the one above it has a contact with an e-mail address',
  })
  unreachable: ReminderItemAnswer[];
  @ApiProperty({ description: 'False: no mail server is configured, and mail would wait' })
  mailConfigured: boolean;
}

export class ReminderLetterAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Name of the contact' })
  recipient: string;
  @ApiProperty()
  address: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the unit whose contact it is' })
  unitId: string;
  @ApiProperty({ format: 'date', description: 'The day of the letter' })
  day: string;
  @ApiProperty()
  subject: string;
  @ApiProperty({ description: 'The letter as plain text' })
  text: string;
  @ApiProperty({ enum: ['waiting', 'sending', 'delivered', 'failed'] })
  state: string;
  @ApiProperty({ format: 'date-time' })
  orderedAt: string;
  @ApiProperty()
  attempts: number;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  nextAttemptAt: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'The same in every attempt' })
  messageId: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  lastError: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}

export class ReminderLettersAnswer extends ListAnswerBase {
  @ApiProperty({ type: () => ReminderLetterAnswer, isArray: true })
  items: ReminderLetterAnswer[];
}
