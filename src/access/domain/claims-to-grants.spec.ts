import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountNameOf, fullNameOf, type MappedGrant, mappedGrants } from './claims-to-grants.js';

const viewer: MappedGrant = { role: 'viewer', unit: null, system: null };
const ofTanBinh: MappedGrant = { role: 'reporter', unit: '25495', system: 'e-office' };
const mapping = new Map([
  ['can-bo', [viewer]],
  ['xa-tan-binh', [viewer, ofTanBinh]],
  ['constructor', [{ role: 'editor', unit: null, system: null }] as MappedGrant[]],
]);

describe('grants', () => {
  it.each([
    [{ roles: 'can-bo' }, [viewer]],
    [{ roles: ['can-bo', 'khac', 'xa-tan-binh'] }, [viewer, ofTanBinh]],
    [{ roles: ['CAN-BO', 'can-bo ', 7, null, ['can-bo']] }, []],
    [{ roles: { 'can-bo': true } }, []],
    [{ roles: null }, []],
    [{}, []],
  ])('of %j', (claims, expected) => {
    expect(mappedGrants(claims, 'roles', mapping)).toEqual(expected);
  });

  it('come from a claim of that very name before its path', () => {
    expect(mappedGrants({ realm_access: { roles: ['can-bo'] } }, 'realm_access.roles', mapping)).toEqual([viewer]);
    const named = { 'https://tinh.vn/roles': ['can-bo'] };
    expect(mappedGrants(named, 'https://tinh.vn/roles', mapping)).toEqual([viewer]);
  });

  it('never come from what every object has', () => {
    expect(mappedGrants({}, 'constructor', mapping)).toEqual([]);
    expect(mappedGrants({}, 'constructor.name', mapping)).toEqual([]);
    expect(mappedGrants({ roles: [] }, 'roles.length', mapping)).toEqual([]);
  });

  it('are those of the mapping and no others, whatever the claims hold', () => {
    const known = [...mapping.values()].flat().map((grant) => JSON.stringify(grant));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (claims, claim) => {
        const grants = mappedGrants(claims, claim, mapping).map((grant) => JSON.stringify(grant));
        expect(grants.filter((grant) => !known.includes(grant))).toEqual([]);
        expect(new Set(grants).size).toBe(grants.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the name of an account', () => {
  it.each([
    ['Xa.Tan-Binh', 'xa.tan-binh'],
    ['Nguyễn Văn Đông@tinh.vn', 'nguyen-van-dong-tinh.vn'],
    ['  __lê thị  hoa ', 'le-thi-hoa'],
    ['ab', 'sso-7f3'],
    ['', 'sso-7f3'],
    [undefined, 'sso-7f3'],
    [['xa.tan-binh'], 'sso-7f3'],
  ])('said to be %j is %s', (said, expected) => {
    expect(accountNameOf({ preferred_username: said }, 'preferred_username', '7F3')).toBe(expected);
  });

  it('is always one that an account here may have, with room for a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 255 }), (said, subject) => {
        expect(accountNameOf({ name: said }, 'name', subject)).toMatch(/^[a-z0-9][a-z0-9._-]{2,55}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('calls a person as the provider does, on one line', () => {
  expect(fullNameOf({ name: ' Trần\tThị\u0000 Hoa ' }, 'tran-thi-hoa')).toBe('Trần Thị Hoa');
  expect([...fullNameOf({ name: '𐐷'.repeat(300) }, 'x')]).toHaveLength(200);
  expect(fullNameOf({ name: '\u0007' }, 'tran-thi-hoa')).toBe('tran-thi-hoa');
  expect(fullNameOf({}, 'tran-thi-hoa')).toBe('tran-thi-hoa');
});
