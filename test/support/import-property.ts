import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type ImportKindName } from '../../src/imports/import-kind.js';
import { type TestApp } from './app.js';
import { KINDS_OF_FILES } from './files-of-kinds.js';
import { asHolderOfAllRights, bringIn, csv, exportOf } from './imports.js';
import { recordCommune, recordProvince, taken } from './made-up-province.js';

/** Two scorecards of communes; of 2017 all have declared 5 of 10 points. */
async function recordScorecards(tracker: TestApp): Promise<void> {
  const system = { measure: { of: 'coverage', system: 'desk' }, form: { type: 'share' } };
  for (const [code, name] of [
    ['thu', 'Bộ tiêu chí thử'],
    ['thu-hai', 'Bộ tiêu chí thử hai'],
  ] as const) {
    await taken(tracker, '/scorecards', { code, name });
    await taken(tracker, `/scorecards/${code}/versions`, {
      ...{ fromYear: 2015, within: '01', groups: [{ code: 'xa', name: 'Cấp xã', level: 'commune' }] },
      criteria: [
        { code: '1', name: 'Hệ thống', maximum: [{ points: 20 }], formula: system },
        { code: '2', name: 'Vận hành', maximum: [{ points: 10 }] },
        { code: '3', name: 'Một cửa', maximum: [{ points: 5 }] },
      ],
    });
  }
  const assessments = ['0111', '0112', '0113'].map((unit) => ({ unit, year: 2017, criterion: '2', points: 5 }));
  await taken(tracker, '/scorecards/thu/assessments', { assessments });
}

/** Two systems, three communes, two indicators and two scorecards, for files to speak of. */
export async function recordWhatFilesName(tracker: TestApp): Promise<void> {
  await recordProvince(tracker, '01', 'Thử');
  for (const code of ['0111', '0112', '0113']) await recordCommune(tracker, code);
  for (const code of ['desk', 'sign']) await taken(tracker, '/systems', { code, name: `Hệ thống ${code}` });
  const meetings = { code: 'meetings', name: 'Số cuộc họp', kind: 'count', definition: 'Số cuộc họp' };
  await taken(tracker, '/indicators', meetings);
  const share = { code: 'share', name: 'Tỷ lệ đúng hạn', kind: 'ratio', definition: 'Đúng hạn trên tổng số' };
  await taken(tracker, '/indicators', share);
  await recordScorecards(tracker);
}

/** Everything that is recorded of the kind, as it goes out, whatever its order. */
async function stateOf(tracker: TestApp, kind: ImportKindName, asOf = '2029-12-31'): Promise<string[]> {
  const lines = (await exportOf(tracker, kind, 'csv', `asOf=${asOf}`)).toString().split('\r\n');
  return lines
    .slice(1)
    .filter((line) => line !== '')
    .sort();
}

/** Without what goes out to be filled in: the criteria that wait for a reviewer's points. */
function stated(kind: ImportKindName, lines: readonly string[]): readonly string[] {
  return kind === 'reviews' ? lines.filter((line) => !line.endsWith(';;')) : lines;
}

const lastRevision = async (tracker: TestApp): Promise<number> =>
  (await tracker.get('/sets?limit=1')).body.revision as number;

/**
 * Of random files over the states that earlier ones left: what a check says is what applying it does, to the row; with a
 * fault nothing is written; the same file again changes nothing; what goes out comes in without a change; and undoing an
 * import restores what went out before.
 */
export function importsAsChecked(tracker: TestApp, kind: ImportKindName) {
  const { heading, row, rows: together, bad } = KINDS_OF_FILES[kind];
  const good = together ?? fc.array(row, { minLength: 1, maxLength: 6 });
  const anyFile = fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 1, arbitrary: fc.tuple(good, bad).map(([rows, one]) => [...rows, one]) },
  );
  return fc.asyncProperty(anyFile, fc.boolean(), fc.boolean(), async (rows, confirmed, isUndone) => {
    const file = csv(heading, ...rows);
    const wishes = { kind, confirmRetracted: String(confirmed), asOf: '2016-12-31' };
    const holder = await asHolderOfAllRights(tracker);
    const before = await stateOf(tracker, kind);
    const earlier = await stateOf(tracker, kind, '2016-04-01');
    const revision = await lastRevision(tracker);
    const { body: checked } = await bringIn(tracker, file, wishes, holder);
    expect([checked.state, await lastRevision(tracker)]).toEqual(['done', revision]);
    const { status, body: applied } = await bringIn(tracker, file, { ...wishes, mode: 'apply' }, holder);
    for (const part of ['rows', 'changes', 'corrections', 'previouslyRetracted', 'errors'])
      expect(applied[part]).toEqual(checked[part]);
    if (checked.errors.length > 0) {
      expect([status, applied.state, await lastRevision(tracker)]).toEqual([422, 'refused', revision]);
      expect(await stateOf(tracker, kind)).toEqual(before);
      return;
    }
    const { create, update, unchanged, previouslyRetracted } = checked.changes;
    expect(create + update + unchanged + previouslyRetracted).toBe(checked.rows);
    expect([applied.state, await lastRevision(tracker)]).toEqual(['done', revision + (create + update > 0 ? 1 : 0)]);
    const after = await stateOf(tracker, kind);
    const more = stated(kind, after).length - stated(kind, before).length;
    // Several rows may tell of one activity that names no unit, which goes out as one.
    if (update === 0 && kind !== 'activities') expect(more).toBe(create);
    if (update === 0) expect(more).toBeLessThanOrEqual(create);
    const { body: again } = await bringIn(tracker, file, { ...wishes, mode: 'apply' }, holder);
    expect([again.errors, again.corrections, again.changes.create, again.revision]).toEqual([[], [], 0, null]);
    const exported = await exportOf(tracker, kind, 'csv', 'asOf=2029-12-31');
    const { body: back } = await bringIn(tracker, exported, { kind, asOf: '2029-12-31' }, holder);
    if (after.length > 0) expect([back.errors, back.changes.unchanged]).toEqual([[], after.length]);
    if (!isUndone || applied.revision === null) return;
    const undone = await tracker.post(`/imports/${applied.id}/undo`, { reason: 'Thử' }, holder.headers);
    expect([undone.status, undone.body.errors]).toEqual([200, []]);
    expect(await stateOf(tracker, kind)).toEqual(before);
    expect(await stateOf(tracker, kind, '2016-04-01')).toEqual(earlier);
  });
}
