import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tidy } from '../../kernel/vietnamese-text.js';
import { type EvidenceSaid } from './decide-entries.js';
import { printEvidence, readEvidence } from './evidence-text.js';

const ID = '1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b';

it.each<[string, EvidenceSaid[]]>([
  ['418/QĐ-UBND ngày 24/02/2016', [{ kind: 'document', title: '418/QĐ-UBND ngày 24/02/2016' }]],
  ['Biên bản <https://example.org/a b>', [{ kind: 'link', title: 'Biên bản', url: 'https://example.org/a b' }]],
  ['Biên bản https://example.org/a', [{ kind: 'link', title: 'Biên bản', url: 'https://example.org/a' }]],
  [
    `Quyết định [${ID}]\n[${ID}]`,
    [
      { kind: 'document', title: 'Quyết định', document: ID },
      { kind: 'document', document: ID },
    ],
  ],
  ['[{"kind":"link","title":"a"}]', [{ kind: 'link', title: 'a' }]],
])('reads %j', (text, evidence) => {
  expect(readEvidence(text)).toEqual(evidence);
});

it.each([['[{"kind":"x"}]'], ['[{'], [Array.from({ length: 21 }, () => 'a').join('\n')], ['a'.repeat(301)]])(
  'refuses %j',
  (text) => {
    expect(readEvidence(text)).toBeNull();
  },
);

it('reads what it prints, whatever was recorded', () => {
  const anyText = fc
    .oneof(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.constantFrom('a <b>', '[c]', 'http://x <y>', '[{', 'd [e] <f>'),
    )
    .map(tidy)
    .filter((text) => text !== '');
  const anyPiece: fc.Arbitrary<EvidenceSaid> = fc.oneof(
    fc.record(
      { kind: fc.constantFrom('document' as const, 'link' as const), title: anyText, url: anyText },
      { requiredKeys: ['kind', 'title'] },
    ),
    fc.record(
      { kind: fc.constant('document' as const), document: fc.constant(ID), title: anyText },
      { requiredKeys: ['kind', 'document'] },
    ),
  );
  fc.assert(
    fc.property(fc.array(anyPiece, { minLength: 1, maxLength: 20 }), (evidence) => {
      expect(readEvidence(printEvidence(evidence))).toEqual(evidence);
    }),
    { numRuns: 1000 },
  );
});
