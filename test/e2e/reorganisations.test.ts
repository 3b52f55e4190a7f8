import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
const idOf = new Map<string, string>();

/** A province with four communes; A and B have the system, C was asked and has not, of D nobody knows. */
beforeAll(async () => {
  tracker = await startApp();
  const units = [
    { code: '90', name: 'Tỉnh Thử', kind: 'tỉnh', level: 'province' },
    ...['A', 'B', 'C', 'D'].map((letter) => ({
      code: `900${letter}`,
      name: `Xã ${letter}`,
      kind: 'xã',
      level: 'commune',
      parent: '90',
    })),
  ];
  for (const unit of units) idOf.set(unit.code, (await tracker.post('/units', unit)).body.id);
  await tracker.post('/systems', { code: 'e-office', name: 'Văn phòng điện tử' });
  await tracker.post('/systems/e-office/applicability', { level: 'commune' });
  for (const [unit, stage] of [
    ['900A', 'live'],
    ['900B', 'live'],
    ['900C', 'none'],
  ]) {
    await tracker.post('/deployments', { unit, system: 'e-office', stage, effectiveOn: '2016-05-01' });
  }
});
afterAll(() => tracker.stop());

const figureOn = async (day: string): Promise<string> => {
  const { rows } = (await tracker.get(`/coverage?asOf=${day}`)).body;
  return rows
    .map(
      ({ covered, eligible, missing, unknown }: Record<string, number>) =>
        `${covered}/${eligible} -${missing} ?${unknown}`,
    )
    .join();
};

const merger = (from: object[], code = '900N') => ({
  effectiveOn: '2020-02-01',
  instruments: [
    {
      number: '1/NQ',
      changes: [{ type: 'merge', from, into: [{ code, name: 'Xã Mới', kind: 'xã', level: 'commune', parent: '90' }] }],
    },
  ],
});

describe('a merger', () => {
  it('previews what applying does, and leaves nothing behind', async () => {
    const package_ = merger([{ unit: '900A' }, { unit: '900B' }]);
    const preview = await tracker.post('/reorganisations/preview', package_);
    expect(preview.body).toMatchObject({ created: 1, ended: 2, changed: 0, strandedEntries: 0 });
    const [figure] = preview.body.figures;
    expect([figure.before.covered, figure.before.eligible]).toEqual([2, 4]);
    expect([figure.after.covered, figure.after.eligible]).toEqual([1, 3]);
    expect(await figureOn('2020-02-01')).toBe('2/4 -1 ?1');

    const applied = await tracker.post('/reorganisations', package_);
    expect(applied.status).toBe(201);
    expect(await figureOn('2020-01-31')).toBe('2/4 -1 ?1');
    expect(await figureOn('2020-02-01')).toBe('1/3 -1 ?1');
    expect((await tracker.get('/units/900A?asOf=2020-02-01')).status).toBe(404);

    const { body } = await tracker.get('/coverage/units?asOf=2020-02-01&system=e-office&list=covered');
    expect(body.items).toEqual([expect.objectContaining({ stage: 'live', inheritedOn: '2020-02-01', entryId: null })]);

    expect((await tracker.post(`/reorganisations/${applied.body.id}/undo`, { reason: 'Nhập nhầm' })).status).toBe(204);
    expect(await figureOn('2020-02-01')).toBe('2/4 -1 ?1');
    expect((await tracker.post(`/reorganisations/${applied.body.id}/undo`, { reason: 'Lần nữa' })).status).toBe(409);
    const before = await tracker.get(`/coverage?asOf=2020-02-01&revision=${applied.body.revision}`);
    expect(before.body.rows[0]).toMatchObject({ covered: 1, eligible: 3 });
  });

  it('takes the lowest stage, and none when one of the predecessors lacks it', async () => {
    const applied = await tracker.post('/reorganisations', merger([{ unit: '900A' }, { unit: '900C' }]));
    expect(await figureOn('2020-02-01')).toBe('1/3 -1 ?1');
    await tracker.post(`/reorganisations/${applied.body.id}/undo`, { reason: 'Thử' });
  });

  it('follows late entries and retractions of its predecessors', async () => {
    const applied = await tracker.post('/reorganisations', merger([{ unit: '900A' }, { unit: '900D' }]));
    expect(await figureOn('2020-02-01')).toBe('1/3 -1 ?1');
    const late = await tracker.post('/deployments', {
      unit: '900D',
      system: 'e-office',
      stage: 'live',
      effectiveOn: '2018-01-01',
    });
    expect(await figureOn('2020-02-01')).toBe('2/3 -1 ?0');
    await tracker.post(`/deployments/${late.body.id}/retraction`, { reason: 'Nhập nhầm' });
    expect(await figureOn('2020-02-01')).toBe('1/3 -1 ?1');
    await tracker.post(`/reorganisations/${applied.body.id}/undo`, { reason: 'Thử' });
  });

  it('leaves what a partial predecessor brings to a decision', async () => {
    const applied = await tracker.post(
      '/reorganisations',
      merger([{ unit: '900A' }, { unit: '900B', extent: 'partial', remains: true }]),
    );
    const { id } = applied.body;
    expect(await figureOn('2020-02-01')).toBe('1/4 -1 ?2');
    const open = await tracker.get(`/reorganisations/${id}/decisions`);
    expect(
      open.body.items.map(({ system, predecessors }: any) => [system, predecessors.map(({ extent }: any) => extent)]),
    ).toEqual([['e-office', ['whole', 'partial']]]);
    const successor = open.body.items[0].successor.id;
    const wrong = await tracker.post(`/reorganisations/${id}/decisions`, {
      successor,
      system: 'e-office',
      predecessors: [idOf.get('900C')],
      reason: 'Thử',
    });
    expect(wrong.body.code).toBe('not-a-predecessor');
    const decided = await tracker.post(`/reorganisations/${id}/decisions`, {
      successor,
      system: 'e-office',
      predecessors: [idOf.get('900A')],
      reason: 'Trụ sở cũ của Xã A',
    });
    expect(decided.status).toBe(204);
    expect(await figureOn('2020-02-01')).toBe('2/4 -1 ?1');
    expect((await tracker.get(`/reorganisations/${id}/decisions`)).body.total).toBe(0);
    await tracker.post(`/reorganisations/${id}/undo`, { reason: 'Thử' });
  });

  it('strands entries that were logged before it was entered, and moves them in one step', async () => {
    await tracker.post('/deployments', {
      unit: '900A',
      system: 'e-office',
      stage: 'suspended',
      effectiveOn: '2021-03-01',
    });
    const applied = await tracker.post('/reorganisations', merger([{ unit: '900A' }, { unit: '900B' }]));
    expect(await figureOn('2021-03-01')).toBe('1/3 -1 ?1');
    const stranded = await tracker.get('/deployments/stranded');
    expect(stranded.body.items).toEqual([
      expect.objectContaining({ entry: expect.objectContaining({ stage: 'suspended' }) }),
    ]);
    const moved = await tracker.post('/deployments/stranded/move', { reason: 'Sáp nhập 01/02/2020' });
    expect(moved.body).toEqual({ moved: 1, left: 0 });
    expect(await figureOn('2021-03-01')).toBe('0/3 -2 ?1');
    expect((await tracker.get('/deployments/stranded')).body.total).toBe(0);
    const refused = await tracker.post(`/reorganisations/${applied.body.id}/undo`, { reason: 'Thử' });
    expect([refused.status, refused.body.code, refused.body.errors[0].entries]).toEqual([
      409,
      'rested-on',
      [expect.anything()],
    ]);
  });
});

describe('a package that cannot be', () => {
  it('is refused with every fault, and nothing is written', async () => {
    const { revision } = (await tracker.get('/coverage')).body;
    const unknown = await tracker.post('/reorganisations', {
      effectiveOn: '2022-01-01',
      instruments: [
        {
          number: '2/NQ',
          changes: [
            { type: 'dissolve', unit: '99999' },
            { type: 'rename', unit: '900C' },
            { type: 'move', unit: '88888', parent: '90' },
          ],
        },
      ],
    });
    expect(unknown.body.errors.map(({ path, code }: any) => [path, code])).toEqual([
      ['instruments[0].changes[0].unit', 'unit-unknown'],
      ['instruments[0].changes[2].unit', 'unit-unknown'],
      ['instruments[0].changes[1].name', 'required'],
    ]);
    const orphans = await tracker.post('/reorganisations', {
      effectiveOn: '2022-01-01',
      instruments: [
        {
          number: '3/NQ',
          changes: [
            { type: 'dissolve', unit: '90' },
            { type: 'reclassify', unit: '900C', kind: 'huyện' },
          ],
        },
      ],
    });
    expect(orphans.body.errors.map(({ code }: any) => code).sort()).toEqual([
      'kind-not-of-level',
      'orphans',
      'parent-ends',
    ]);
    expect((await tracker.get('/coverage')).body.revision).toBe(revision);
  });
});
