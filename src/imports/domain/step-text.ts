import { readText } from '../../kernel/cell-readings.js';
import { type Step } from '../../scorecards/domain/form.js';
import { decimalNumber } from './cell-readers.js';
import { type CellReader } from './column.js';

/** Steps in one cell, lowest as it stands: `40: 50; 80: 100`. Decimals have a comma. */
export function printSteps(steps: readonly Step[]): string {
  const printed = (number: number): string => String(number).replace('.', ',');
  return steps.map(({ atLeast, award }) => `${printed(atLeast)}: ${printed(award)}`).join('; ');
}

const ALL = 100;

/**
 * The steps that a text tells of, or null; none earns more than 100 percent of the points.
 *
 * Example: `từ 40%: 50%; từ 80%: 100%` is two.
 */
export function readSteps(text: string): Step[] | null {
  const pieces = text
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const steps = pieces.map((piece) => {
    const [, from, award] = /^(?:(?:từ|≥|>=)\s*)?([\d.,]+)\s*%?\s*(?::|→|=>|=)\s*([\d.,]+)\s*%?$/iu.exec(piece) ?? [];
    return { atLeast: numberIn(from), award: numberIn(award) };
  });
  const isWhole = (step: { atLeast: number | null; award: number | null }): step is Step =>
    step.atLeast !== null && step.award !== null && step.award <= ALL;
  return steps.length > 0 && steps.every(isWhole) ? steps : null;
}

/** A cell of steps; what it says is printed anew, so that the same steps are the same text. */
export const stepsText: CellReader = (cell) => {
  const read = readText(cell);
  if (read.kind === 'blank') return { kind: 'blank' };
  const text = read.kind === 'unread' ? read.text : read.value;
  const steps = read.kind === 'unread' ? null : readSteps(text);
  if (steps) return { kind: 'read', value: printSteps(steps) };
  return {
    kind: 'unread',
    fault: {
      code: 'not-steps',
      expected: { vi: 'các mức, ví dụ "40: 50; 80: 100"', en: 'steps such as "40: 50; 80: 100"' },
      message: {
        vi: `"${text}" không phải là các mức; viết "từ mức: phần trăm điểm (nhiều nhất 100)", cách nhau bằng dấu chấm phẩy.`,
        en: `"${text}" is not a list of steps; write "at least: percent of the points (100 at most)", with semicolons between.`,
      },
    },
  };
};

function numberIn(text: string | undefined): number | null {
  const read = decimalNumber({ type: 'text', text: text ?? '' });
  return read.kind === 'read' && typeof read.value === 'number' ? read.value : null;
}
