import { ApiProperty } from '@nestjs/swagger';
import { ReadPointAnswer } from '../../platform/http/answers.js';
import { STAGES } from '../../deployments/domain/entry.js';
import { UnitSummary } from '../../units/dto/unit.answers.js';
import { BRIDGE_CAUSES, BRIDGE_STEPS } from '../domain/bridge.js';
import { FigureAnswer } from './coverage.answers.js';

export class BridgePointAnswer extends ReadPointAnswer {
  @ApiProperty({ type: () => FigureAnswer })
  figure: FigureAnswer;
}

export class BridgeLineAnswer {
  @ApiProperty({ type: () => UnitSummary, description: 'As it is after the step, or before it if it is no more' })
  unit: UnitSummary;
  @ApiProperty({ description: 'Code of the system' })
  system: string;
  @ApiProperty({
    enum: BRIDGE_CAUSES,
    description:
      'The first that applies. live-by: found live by a day, since when is not known; inherited: what followed from its predecessors changed',
  })
  cause: string;
  @ApiProperty({ enum: [-1, 0, 1], type: 'integer' })
  deltaCovered: number;
  @ApiProperty({ enum: [-1, 0, 1], type: 'integer', description: 'Of the units that are required' })
  deltaEligible: number;
}

export class BridgeSubtotalAnswer {
  @ApiProperty({ enum: BRIDGE_CAUSES })
  cause: string;
  @ApiProperty()
  lines: number;
  @ApiProperty()
  deltaCovered: number;
  @ApiProperty()
  deltaEligible: number;
}

export class BridgeStepAnswer {
  @ApiProperty({ enum: BRIDGE_STEPS, description: 'knowledge: from `from` to `between`; time: from `between` to `to`' })
  step: string;
  @ApiProperty({ description: 'covered after the step less covered before it: the sum of the lines' })
  deltaCovered: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'eligible after less before: the sum of the lines; null: not stated on a side',
  })
  deltaEligible: number | null;
  @ApiProperty({ description: 'False: eligible is not stated on a side, so the lines add up to covered alone' })
  eligibleBridges: boolean;
  @ApiProperty({ type: () => BridgeSubtotalAnswer, isArray: true })
  causes: BridgeSubtotalAnswer[];
  @ApiProperty({ type: () => BridgeLineAnswer, isArray: true, description: 'By cause, then system, then unit' })
  lines: BridgeLineAnswer[];
}

export class CoverageBridgeAnswer {
  @ApiProperty({ type: () => BridgePointAnswer, description: 'The earlier day, as known at knownFrom' })
  from: BridgePointAnswer;
  @ApiProperty({ type: () => BridgePointAnswer, description: 'The earlier day, as known at knownTo' })
  between: BridgePointAnswer;
  @ApiProperty({ type: () => BridgePointAnswer, description: 'The later day, as known at knownTo' })
  to: BridgePointAnswer;
  @ApiProperty({ description: 'The later day lies after today: what is already decided' })
  projected: boolean;
  @ApiProperty({ type: 'string', isArray: true, description: 'Codes of the scope units on the later day' })
  within: string[];
  @ApiProperty({ enum: STAGES, isArray: true })
  stages: string[];
  @ApiProperty({ type: () => BridgeStepAnswer, isArray: true, description: 'knowledge, then time' })
  steps: BridgeStepAnswer[];
}
