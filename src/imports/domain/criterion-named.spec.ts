import { describe, expect, it } from '@jest/globals';
import { criterionNamed } from './criterion-named.js';

const OWN = [
  { code: 'I.1', name: 'Văn phòng điện tử' },
  { code: 'I.2', name: 'Chất lượng vận hành' },
  { code: 'II.1', name: 'Chất lượng vận hành' },
];

describe('a criterion', () => {
  it('is the one of the code, or of the name', () => {
    expect(criterionNamed('I.2', undefined, OWN)).toEqual({ outcome: 'found', code: 'I.2' });
    expect(criterionNamed('VĂN PHÒNG  điện tử', undefined, OWN)).toEqual({ outcome: 'found', code: 'I.1' });
    expect(criterionNamed(undefined, 'Văn phòng điện tử', OWN)).toEqual({ outcome: 'found', code: 'I.1' });
    expect(criterionNamed('II.1', 'Chất lượng vận hành', OWN)).toEqual({ outcome: 'found', code: 'II.1' });
  });

  it('has to be one, and called as it is said', () => {
    expect(criterionNamed(undefined, 'Chất lượng vận hành', OWN)).toEqual({
      ...{ outcome: 'ambiguous', read: 'Chất lượng vận hành', candidates: ['I.2', 'II.1'] },
    });
    expect(criterionNamed('I.1', 'Chất lượng vận hành', OWN)).toEqual({
      ...{ outcome: 'name-differs', named: 'Văn phòng điện tử' },
    });
  });

  it('that is not there comes with those that may be meant', () => {
    expect(criterionNamed('Van phong dien', undefined, OWN)).toMatchObject({ outcome: 'unknown', candidates: ['I.1'] });
    expect(criterionNamed('x', undefined, OWN)).toMatchObject({
      outcome: 'unknown',
      candidates: ['I.1', 'I.2', 'II.1'],
    });
  });
});
