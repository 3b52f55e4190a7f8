import { expect, it } from '@jest/globals';
import { printReading } from './reading.js';

it.each([
  [{ numerator: 41, denominator: 95 }, '41/95 (43,2%)', '41/95 (43.2%)'],
  [{ numerator: 1495, denominator: 1685 }, '1.495/1.685 (88,7%)', '1,495/1,685 (88.7%)'],
  [{ numerator: 98.75, denominator: 100 }, '98,75/100 (98,8%)', '98.75/100 (98.8%)'],
  [{ numerator: 3241, denominator: null }, '3.241', '3,241'],
  [{ numerator: 3, denominator: 2 }, '3/2', '3/2'],
  [null, 'chưa có số liệu', 'no data yet'],
])('%j prints %s', (arithmetic, vi, en) => {
  expect([printReading(arithmetic), printReading(arithmetic, 'en')]).toEqual([vi, en]);
});
