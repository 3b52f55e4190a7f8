import { describe, expect, it } from '@jest/globals';
import { at, type Fault, Refusal, refuseIfAny, together } from './refusal.js';

const fault = (path: string, en: string): Fault => ({
  path,
  code: 'unit-unknown',
  kind: 'unprocessable',
  message: { vi: 'Không có đơn vị này.', en },
  detail: { candidates: [] },
});
const unit = fault('unit', 'There is no such unit.');
const stage = fault('stage', 'There is no such stage.');

describe('Refusal', () => {
  it('carries every fault and names each with its place', () => {
    const refusal = new Refusal([unit, stage]);
    expect(refusal.faults).toEqual([unit, stage]);
    expect(refusal.message).toBe('unit: There is no such unit.; stage: There is no such stage.');
    expect(refusal.name).toBe('Refusal');
    expect(refusal).toBeInstanceOf(Error);
  });
});

describe('refuseIfAny', () => {
  it('does nothing without a fault', () => {
    expect(() => {
      refuseIfAny([]);
    }).not.toThrow();
  });

  it('throws all of them, in order', () => {
    let thrown: unknown;
    try {
      refuseIfAny([stage, unit]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Refusal);
    expect((thrown as Refusal).faults).toEqual([stage, unit]);
  });
});

describe('together', () => {
  const refused = (...faults: Fault[]) => Promise.reject(new Refusal(faults));

  it('gives all results in order', async () => {
    expect(await together([Promise.resolve(1), 'two', Promise.resolve(null)])).toEqual([1, 'two', null]);
    expect(await together([])).toEqual([]);
  });

  it('refuses with the faults of all that refuse', async () => {
    await expect(together([refused(stage), Promise.resolve(1), refused(unit, stage)])).rejects.toMatchObject({
      name: 'Refusal',
      faults: [stage, unit, stage],
    });
  });

  it('lets a breakdown through before any refusal', async () => {
    const broken = new Error('the connection is gone');
    await expect(together([refused(unit), Promise.reject(broken)])).rejects.toBe(broken);
  });
});

describe('at', () => {
  it.each([
    ['entries[3]', 'unit', 'entries[3].unit'],
    ['entries[3]', '', 'entries[3]'],
    ['replacement', 'evidence[0].url', 'replacement.evidence[0].url'],
  ])('%s and %j make %s', (prefix, path, whole) => {
    expect(at(prefix, { ...unit, path })).toEqual({ ...unit, path: whole });
  });

  it('leaves the fault itself alone', () => {
    at('entries[0]', unit);
    expect(unit.path).toBe('unit');
  });
});
