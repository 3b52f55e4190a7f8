import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passwordFault } from './password-policy.js';

const COMMON = new Set(['anhyeuemnhieulam', 'correcthorsebattery']);
const faultOf = (password: string): string | null => passwordFault(password, 'xa.tan-binh', COMMON);

describe('a new password', () => {
  it.each([
    ['mười một chữ'.slice(0, 11), 'too-short'],
    ['x'.repeat(129), 'too-long'],
    ['XaTanBinh@2026!', 'guessable'],
    ['correcthorsebattery', 'common'],
    ['CorrectHorseBattery', 'common'],
    ['Anh yêu em nhiều lắm', 'common'],
    ['Anh yêu em nhiều lắm'.normalize('NFD'), 'common'],
    ['correcthorsebattery, staple', null],
    ['năm con voi đi qua cầu', null],
  ])('%s: %s', (password, fault) => {
    expect(faultOf(password)).toBe(fault);
  });

  it('counts characters as people do, however they are encoded', () => {
    // Twelve characters, of which a keyboard may send six as two.
    const password = 'ếvỡtùyổkxịzq';
    expect([faultOf(password), faultOf(password.normalize('NFD'))]).toEqual([null, null]);
  });

  it('that is listed is refused in whatever case it is typed', () => {
    const listed = fc.stringMatching(/^[a-z][a-z0-9]{11,30}$/);
    fc.assert(
      fc.property(listed, fc.infiniteStream(fc.boolean()), (password, capitals) => {
        const typed = [...password].map((letter) => (capitals.next().value === true ? letter.toUpperCase() : letter));
        expect(passwordFault(typed.join(''), 'xa.tan-binh', new Set([password]))).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});
