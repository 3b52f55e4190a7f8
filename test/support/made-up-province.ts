import { expect } from '@jest/globals';
import { type TestApp } from './app.js';

/** What must be taken, over HTTP; the answer's body. */
export async function taken(tracker: TestApp, path: string, body: unknown): Promise<any> {
  const answer = await tracker.post(path, body);
  expect(answer.body ?? {}).not.toHaveProperty('errors');
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

/** A province that no law knows, with one district of its code and a 1; the ids of both. */
export async function recordProvince(
  tracker: TestApp,
  code: string,
  name: string,
): Promise<{ province: string; district: string }> {
  const province = await taken(tracker, '/units', { code, name: `Tỉnh ${name}`, kind: 'tỉnh', level: 'province' });
  const district = await taken(tracker, '/units', {
    ...{ code: `${code}1`, name: `Huyện ${name}`, kind: 'huyện', level: 'district', parent: code },
  });
  return { province: province.id, district: district.id };
}

/** A commune below the district whose code begins its own; its id. */
export async function recordCommune(tracker: TestApp, code: string): Promise<string> {
  const commune = { code, name: `Xã Số ${code}`, kind: 'xã', level: 'commune', parent: code.slice(0, 3) };
  return (await taken(tracker, '/units', commune)).id as string;
}
