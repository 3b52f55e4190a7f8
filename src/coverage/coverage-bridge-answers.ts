import { type Language } from '../kernel/ratio.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { figureAnswer } from './coverage-answers.js';
import { type CoverageBridge } from './coverage-bridge.service.js';
import { type BridgeStep } from './domain/bridge.js';
import { type Figure } from './domain/figure.js';
import { type BridgePointAnswer, type BridgeStepAnswer, type CoverageBridgeAnswer } from './dto/bridge.answers.js';

/** A whole bridge in the caller's language. */
export function coverageBridgeAnswer(found: CoverageBridge, language: Language): CoverageBridgeAnswer {
  const { points, scope, stages, knowledge, time } = found;
  const [first, between, last] = points;
  return {
    from: pointAnswer(first, knowledge.from, language),
    between: pointAnswer(between, knowledge.to, language),
    to: pointAnswer(last, time.to, language),
    projected: last.projected,
    within: scope.map((unit) => unit.code),
    stages: [...stages],
    steps: [stepAnswer(knowledge), stepAnswer(time)],
  };
}

function pointAnswer({ asOf, knownAt, revision }: ReadPoint, figure: Figure, language: Language): BridgePointAnswer {
  return { asOf, knownAt, revision, figure: figureAnswer(figure, language) };
}

function stepAnswer({ step, from, to, eligibleBridges, subtotals, lines }: BridgeStep): BridgeStepAnswer {
  return {
    step,
    deltaCovered: to.covered - from.covered,
    deltaEligible: from.eligible === null || to.eligible === null ? null : to.eligible - from.eligible,
    eligibleBridges,
    causes: subtotals.map((subtotal) => ({ ...subtotal })),
    lines: lines.map(({ unit: { id, code, name }, system, cause, deltaCovered, deltaEligible }) => ({
      unit: { id, code, name },
      system: system.code,
      cause,
      deltaCovered,
      deltaEligible,
    })),
  };
}
