import { describe, expect, it } from '@jest/globals';
import { type Definition } from '../../scorecards/domain/definition.js';
import { changedLines, linesOf } from './criteria-lines.js';

const GROUP = { level: 'district', kind: null } as const;
const DEFINITION: Definition = {
  withinId: '72',
  groups: [
    { ...GROUP, code: 'full', name: 'Đủ', setId: 'f' },
    { ...GROUP, code: 'few', name: 'Ít', setId: null, kind: 'huyện' },
  ],
  criteria: [
    { code: 'I', name: 'Ứng dụng', parent: null, maximum: {}, formula: null },
    {
      ...{ code: 'I.1', name: 'Văn phòng', parent: 'I', maximum: { full: 6000, few: 6000 } },
      formula: {
        measure: { of: 'coverage', system: 'e-office', level: null },
        form: { type: 'steps', steps: [{ atLeast: 43.25, award: 50 }] },
      },
    },
    { code: 'I.2', name: 'Vận hành', parent: 'I', maximum: { full: 2850, few: 1000 }, formula: null },
    { code: 'I.3', name: 'Khác', parent: 'I', maximum: { full: 50 }, formula: null },
  ],
  grades: [{ grade: 'A', name: 'Tốt', atLeast: 80 }],
};
const lines = (definition: Definition) => linesOf(definition, new Map([['f', 'diem-full']]));

describe('the lines of a version', () => {
  it('are its groups, criteria and grades; one for every group of the same maximum, else one for each', () => {
    expect(lines(DEFINITION).map(({ cells }) => Object.values(cells).join(' | '))).toEqual([
      'đơn vị được chấm | full | Đủ | cấp huyện | diem-full',
      'đơn vị được chấm | few | Ít | cấp huyện | huyện',
      'tiêu chí | I | Ứng dụng',
      'tiêu chí | I.1 | Văn phòng | I | tỷ lệ triển khai | e-office | bậc thang | 43,25: 50 | 60',
      'tiêu chí | I.2 | Vận hành | I | full | 28.5',
      'tiêu chí | I.2 | Vận hành | I | few | 10',
      'tiêu chí | I.3 | Khác | I | full | 0.5',
      'xếp loại | A | Tốt | 80',
    ]);
  });

  it('are told apart by what they are about: added, changed and taken out', () => {
    const [heading, office, operation] = DEFINITION.criteria as [never, never, Definition['criteria'][0]];
    const changed = { ...operation, maximum: { full: 3000, few: 1000 }, parent: null };
    const other = {
      ...DEFINITION,
      criteria: [heading, office, changed],
      grades: [...DEFINITION.grades, { grade: 'B', name: 'Khá', atLeast: 65 }],
    };
    const found = changedLines(lines(DEFINITION), lines(other));
    expect(found.map(({ line, before, after }) => [line.code, line.group, before, after])).toEqual([
      ['I.2', 'full', { parent: 'I', points: 28.5 }, { points: 30 }],
      ['I.2', 'few', { parent: 'I' }, {}],
      ['B', null, {}, { part: 'xếp loại', code: 'B', name: 'Khá', atLeast: 65 }],
      ['I.3', 'full', { part: 'tiêu chí', code: 'I.3', name: 'Khác', parent: 'I', group: 'full', points: 0.5 }, {}],
    ]);
    expect(changedLines(lines(other), lines(other))).toEqual([]);
  });
});
