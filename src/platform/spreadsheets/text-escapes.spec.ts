import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { guardFormula, unguardFormula } from './formula-guard.js';
import { escapeText, unescapeText } from './text-escapes.js';

describe('unescapeText', () => {
  it.each([
    ['a_x000D_b', 'a\rb'],
    ['_x005F_x000D_', '_x000D_'],
    ['x_x', 'x_x'],
    ['_x00ZZ_', '_x00ZZ_'],
    ['_xD83D__xDE00_', '😀'],
  ])('reads %s', (written, text) => {
    expect(unescapeText(written)).toBe(text);
  });
});

describe('escapeText', () => {
  it('writes what markup can hold, and every text is read back', () => {
    expect(escapeText('a<b & "c"\r\u0000')).toBe('a&lt;b &amp; &quot;c&quot;_x000D__x0000_');
    const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('_', 'x', '0', 'D', '5', 'F', '\r', '&') }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const written = escapeText(text);
        // eslint-disable-next-line no-control-regex -- what XML 1.0 has no place for
        expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
        const parsed = written.replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity as keyof typeof entities]);
        expect(unescapeText(parsed)).toBe(text);
      }),
      RUNS,
    );
  });
});

describe('guardFormula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+84 276', "'+84 276"],
    ['-5 người', "'-5 người"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ["'=1", "''=1"],
    ['a=b', 'a=b'],
    ["'tis", "'tis"],
    ['', ''],
  ])('defuses %j', (text, guarded) => {
    expect(guardFormula(text)).toBe(guarded);
  });

  it('is undone by reading, for every text, and leaves no formula', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a') }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unguardFormula(guardFormula(text))).toBe(text);
        expect(guardFormula(text)).not.toMatch(/^[=+\-@\t\r]/);
      }),
      RUNS,
    );
  });
});
