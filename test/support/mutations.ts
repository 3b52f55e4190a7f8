import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { zip } from './files.js';

/** One change to bytes at a place, which is a share of their length. */
interface Mutation {
  readonly kind: 'flip' | 'cut' | 'remove' | 'repeat' | 'insert';
  readonly at: number;
  readonly length: number;
  readonly inserted: Buffer;
}

/** What is put into a file: beginnings and ends of what readers look for, bounds of numbers, nothing at all. */
const NASTY = [
  ...['"', ';', ',', '\t', '\r', '\n', '\0', 'sep=;\n', '<', '>', '&', '&#0;', '&#x110000;', '&xxe;', '<!DOCTYPE x>'],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?x',
    '</sheetData>',
    '<row r="-1">',
    '<c r="ZZZ9999999" t="s">',
    '<v>',
    '</v>',
  ],
  ...['1e999', '-1', '99999999999999999999', 'NaN', '../', '_x0000_', '\ufffe', '\ufeff', 'PK\x03\x04', 'PK\x05\x06'],
].map((text) => Buffer.from(text));

const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(
    'flip' as const,
    'flip' as const,
    'cut' as const,
    'remove' as const,
    'repeat' as const,
    'insert' as const,
  ),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 200 }),
  inserted: fc.oneof(
    fc.constantFrom(...NASTY),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  ),
});

/** The bytes with one to five changes. */
export const mutated = (bytes: Buffer): fc.Arbitrary<Buffer> =>
  fc.array(anyMutation, { minLength: 1, maxLength: 5 }).map((mutations) => mutations.reduce(mutate, bytes));

function mutate(bytes: Buffer, { kind, at, length, inserted }: Mutation): Buffer {
  const from = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)];
  if (kind === 'cut') return before;
  if (kind === 'remove') return Buffer.concat([before, after.subarray(length)]);
  if (kind === 'repeat')
    return Buffer.concat([before, ...Array.from({ length: 3 }, () => after.subarray(0, length)), after]);
  if (kind === 'insert') return Buffer.concat([before, inserted, after]);
  const copy = Buffer.from(bytes);
  if (from < copy.length) copy[from] = (copy[from] ?? 0) ^ (1 << (length % 8));
  return copy;
}

/** A workbook of which one part is changed and packed again, so that its checksum holds. */
export function withMutatedPart(bytes: Buffer): fc.Arbitrary<Buffer> {
  const parts = Object.entries(unzipSync(bytes)).map(([path, content]) => [path, Buffer.from(content)] as const);
  return fc
    .constantFrom(...parts)
    .chain(([path, content]) =>
      mutated(content).map((changed) => zip({ ...Object.fromEntries(parts), [path]: changed })),
    );
}
