import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LocalDate } from '../../kernel/local-date.js';
import { connected } from './connected.js';
import { decideDocuments, type RecordedDocument, type SaidDocument } from './decide-documents.js';

const said = (number: string | null, day: string | null, title: string, issuer = 'UBND tỉnh'): SaidDocument => ({
  ...{ number, type: 'decision', issuer, issuedOn: day as LocalDate | null, title },
});
const recorded = (...of: Parameters<typeof said>): RecordedDocument => ({ ...said(...of), isRetracted: false });
const withdrawn = (...of: Parameters<typeof said>): RecordedDocument => ({ ...said(...of), isRetracted: true });
const decide = (rows: readonly SaidDocument[], known: readonly RecordedDocument[], confirmed = false): string[] =>
  decideDocuments(rows, known, confirmed).map((one) =>
    one.what === 'update' ? `update ${known.indexOf(one.of)}` : one.what,
  );

describe('the document that a row means', () => {
  it('is the one that says the same, as far as the row says', () => {
    const known = [recorded('418/QĐ-UBND', '2016-02-24', 'Về việc một')];
    expect(decide([said('418/QĐ-UBND', '2016-02-24', 'Về việc một')], known)).toEqual(['unchanged']);
    expect(decide([said(null, null, 'Về việc một')], known)).toEqual(['unchanged']);
    expect(decide([said(null, null, 'Về việc hai')], known)).toEqual(['create']);
  });

  it('has its number of the year, whatever else is corrected', () => {
    const known = [recorded('418/QĐ-UBND', '2016-02-24', 'Về việc một')];
    expect(decide([said('418/qđ-ubnd', '2016-03-24', 'Về việc hai')], known)).toEqual(['update 0']);
    expect(decide([said('418/QĐ-UBND', null, 'Về việc hai')], known)).toEqual(['update 0']);
    expect(decide([said('418/QĐ-UBND', '2017-02-24', 'Về việc một')], known)).toEqual(['create']);
    expect(decide([said('418/QĐ-UBND', '2016-02-24', 'Về việc một', 'UBND huyện')], known)).toEqual(['create']);
  });

  it('or its title and day, where one has no number or no other row means it', () => {
    const known = [recorded('418/QĐ-UBND', '2016-02-24', 'Về việc một'), recorded(null, null, 'Về việc hai')];
    expect(decide([said('419/QĐ-UBND', '2016-02-24', 'VỀ VIỆC MỘT')], known)).toEqual(['update 0']);
    expect(decide([said('420/QĐ-UBND', '2016-03-01', 'Về việc hai')], known)).toEqual(['update 1']);
    const two = [said('419/QĐ-UBND', '2016-02-24', 'Về việc một'), said('420/QĐ-UBND', '2016-02-24', 'Về việc một')];
    expect(decide(two, known)).toEqual(['create', 'create']);
    expect(decide([...two, said('418/QĐ-UBND', null, 'Về việc một')], known)).toEqual([
      ...['create', 'create', 'unchanged'],
    ]);
  });

  it('is nobody knows which where several have the number', () => {
    const known = [recorded('01/QĐ', '2016-01-05', 'Về việc một'), recorded('01/QĐ', '2017-01-05', 'Về việc hai')];
    expect(decide([said('01/QĐ', null, 'Về việc ba')], known)).toEqual(['ambiguous']);
    expect(decide([said('01/QĐ', '2017-01-06', 'Về việc ba')], known)).toEqual(['update 1']);
    expect(decide([said('01/QĐ', null, 'Về việc hai')], known)).toEqual(['unchanged']);
  });

  it('was taken back, and is recorded anew where that is confirmed', () => {
    const known = [withdrawn('418/QĐ-UBND', '2016-02-24', 'Về việc một')];
    expect(decide([said('418/QĐ-UBND', null, 'Về việc một')], known)).toEqual(['previously-retracted']);
    expect(decide([said('418/QĐ-UBND', null, 'Về việc một')], known, true)).toEqual(['create']);
    expect(decide([said('418/QĐ-UBND', null, 'Về việc hai')], known)).toEqual(['create']);
  });

  it('stands in one row, or in rows that say the same', () => {
    const one = said('418/QĐ-UBND', '2016-02-24', 'Về việc một');
    expect(decide([one, { ...one }], [])).toEqual(['create', 'unchanged']);
    expect(decide([one, { ...one, title: 'Về việc hai' }], [])).toEqual(['create', 'contradicts']);
    expect(decide([one, { ...one, number: null }], [])).toEqual(['create', 'contradicts']);
    const known = [recorded('418/QĐ-UBND', '2016-02-24', 'Về việc một')];
    expect(
      decide(
        [
          { ...one, issuedOn: '2016-02-25' as LocalDate },
          { ...one, number: null },
        ],
        known,
      ),
    ).toEqual([...['create', 'contradicts']]);
    // Two that are recorded so stay two, whatever they share.
    const alike = [...known, recorded('418/QĐ-UBND', null, 'Về việc một')];
    expect(decide([one, { ...one, issuedOn: null }], alike)).toEqual(['unchanged', 'unchanged']);
    expect(
      decide(
        [
          { ...one, title: 'Về việc hai' },
          { ...one, issuedOn: null },
        ],
        alike,
      ),
    ).toEqual([...['update 0', 'unchanged']]);
  });
});

const anyWord = fc.constantFrom;
const anySaid: fc.Arbitrary<SaidDocument> = fc
  .tuple(
    anyWord(null, '1', '2', '3'),
    anyWord(null, '2016-01-01', '2016-02-01', '2017-01-01'),
    anyWord('a', 'b'),
    anyWord('x', 'x', 'y'),
  )
  .map((of) => said(...of));
const anyRecorded = fc.array(
  fc.tuple(anySaid, fc.boolean()).map(([one, isRetracted]): RecordedDocument => ({ ...one, isRetracted })),
  { maxLength: 6 },
);
const anyRows = fc.array(anySaid, { minLength: 1, maxLength: 6 });
const RUNS = { numRuns: 1000 };

/** What is recorded once the file was applied. */
function applied(rows: readonly SaidDocument[], known: readonly RecordedDocument[], confirmed: boolean) {
  const state = [...known];
  for (const [index, decision] of decideDocuments(rows, known, confirmed).entries()) {
    const row = rows[index] as SaidDocument;
    if (decision.what === 'contradicts' || decision.what === 'ambiguous') return null;
    if (decision.what === 'create') state.push({ ...row, isRetracted: false });
    if (decision.what === 'update') {
      const stated = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
      state[state.indexOf(decision.of)] = { ...decision.of, ...stated };
    }
  }
  return state;
}

describe('of random files', () => {
  it('the order of rows decides nothing', () => {
    const shuffled = anyRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, anyRecorded, fc.boolean(), ([rows, others], known, confirmed) => {
        const [one, other] = [applied(rows, known, confirmed), applied(others, known, confirmed)];
        const inOrder = (state: readonly RecordedDocument[] | null) =>
          state?.map((each) => JSON.stringify(each)).sort();
        expect(inOrder(one)).toEqual(inOrder(other));
      }),
      RUNS,
    );
  });

  it('a second time changes nothing, and neither does what is recorded', () => {
    fc.assert(
      fc.property(anyRows, anyRecorded, fc.boolean(), (rows, known, confirmed) => {
        const state = applied(rows, known, confirmed);
        if (state === null) return;
        for (const row of decide(rows, state, confirmed)) expect(['unchanged', 'previously-retracted']).toContain(row);
        const out = state.filter(({ isRetracted }) => !isRetracted).map((one): SaidDocument => ({ ...one }));
        expect(new Set(decide(out, state))).toEqual(new Set(out.length === 0 ? [] : ['unchanged']));
      }),
      RUNS,
    );
  });

  it('groups hold what shares a key and nothing else', () => {
    const anyWords = fc.array(fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 1, maxLength: 3 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyWords, (words) => {
        const groups = connected([...words.keys()], (place) => [...(words[place] as string)]);
        expect(groups.flat().sort((a, b) => a - b)).toEqual([...words.keys()]);
        const letters = groups.map((group) => new Set(group.flatMap((place) => [...(words[place] as string)])));
        const all = letters.flatMap((some) => [...some]);
        expect(new Set(all).size).toBe(all.length);
        for (const group of groups) {
          // From its first, all others are reached by shared letters.
          const reached = new Set([...(words[group[0] as number] as string)]);
          for (let round = 0; round < group.length; round += 1)
            for (const place of group)
              if ([...(words[place] as string)].some((letter) => reached.has(letter)))
                for (const letter of words[place] as string) reached.add(letter);
          expect(group.every((place) => [...(words[place] as string)].every((letter) => reached.has(letter)))).toBe(
            true,
          );
        }
      }),
      RUNS,
    );
  });
});
