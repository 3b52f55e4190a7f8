import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

describe('the end of 2016', () => {
  it('counts e-office at 41 of 95 communes', async () => {
    const { body } = await tracker.get('/coverage?asOf=2016-12-31&system=e-office&level=commune');
    expect(body.rows).toEqual([
      expect.objectContaining({ covered: 41, eligible: 95, unknown: 54, percent: '43,2%', ratio: 41 / 95 }),
    ]);
  });
});
