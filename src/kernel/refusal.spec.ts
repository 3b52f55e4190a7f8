import { describe, expect, it } from '@jest/globals';
import { at, type Fault, Refusal, refuseIfAny } from './refusal.js';

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
