import { expect, it } from '@jest/globals';
import { type LateEvent, lateEventOf } from './late-entry.js';

it.each<[number, object | null, number, LateEvent]>([
  [5, null, 4, 'recorded'],
  [5, { revision: 7 }, 6, 'retracted'],
  [5, { revision: 7 }, 5, 'retracted'],
  [5, { revision: 7 }, 4, 'recorded-and-retracted'],
  [5, { revision: 5 }, 4, 'recorded-and-retracted'],
])('recorded in %i and retracted in %j: after %i it was %s', (revision, retraction, then, expected) => {
  expect(lateEventOf({ revision, retraction }, then)).toBe(expected);
});
