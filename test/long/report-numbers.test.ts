import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { MONTHLY } from '../support/deliveries.js';
import { effort } from '../support/effort.js';
import { Instances } from '../support/instances.js';

/**
 * Two definitions of one office share its numbers. All their drafts are issued at once by three services, of which one is
 * killed in the middle and comes back; whoever got no answer asks again.
 */
const INSTANCES = 3;
const DRAFTS = Math.max(6, effort(30));

let instances: Instances;
const drafts: string[] = [];
beforeAll(async () => {
  instances = await Instances.start(INSTANCES, '2019-03-01T08:00:00+07:00');
  for (const code of ['one', 'other'])
    await instances.ask('POST', '/report-definitions', {
      ...{ ...MONTHLY, code, numbering: 'own', sections: [{ id: 'overview' }] },
    });
  for (let n = 0; n < DRAFTS; n += 1) {
    const period = new Date(Date.UTC(2016, 11 + Math.floor(n / 2), 1)).toISOString().slice(0, 7);
    const { id } = await instances.ask<{ id: string }>('POST', '/reports', {
      ...{ definition: n % 2 === 0 ? 'one' : 'other', period },
    });
    drafts.push(id);
  }
});
afterAll(() => instances.end());

it('gives own numbers without gap or double when several processes issue at once', async () => {
  await instances.chronicle.telling(
    async () => {
      const asking = Promise.all(drafts.map((id, index) => issue(id, index)));
      const victim = instances.all[1];
      if (!victim) throw new Error('There are three');
      await instances.until('the first third', async () => (await numbers()).length >= DRAFTS / 3);
      await instances.kill(victim);
      await instances.restart(victim);
      const answers = await asking;

      expect((await numbers()).map(({ number }) => number)).toEqual(drafts.map((_, index) => index + 1));
      // Whoever was answered was told the number that its report has, and its files have.
      for (const { id, number } of await numbers()) {
        const told = answers.find((answer) => answer.id === id)?.number;
        const printed = `${String(number).padStart(2, '0')}/BC-STTTT`;
        expect(told).toBe(printed);
        const { report } = await instances.ask<{ report: { number: number } }>('GET', `/reports/${id}.json`);
        expect(report.number).toBe(number);
      }
      const [{ files } = { files: 0 }] = await instances.rows<{ files: number }>(
        `select count(*)::int as files from report_rendering`,
      );
      expect(files).toBe(6 * DRAFTS);
    },
    () => instances.facts(),
  );
});

async function numbers(): Promise<{ id: string; number: number }[]> {
  return instances.rows(`select id, number from report where number is not null order by number`);
}

/** Asks one of them after the other, until the report is issued; what it says of it then. */
async function issue(id: string, index: number): Promise<{ id: string; number: string }> {
  for (let turn = index; ; turn += 1) {
    const from = instances.all[turn % INSTANCES];
    if (!from) throw new Error('There are three');
    try {
      await instances.ask('POST', `/reports/${id}/issue`, {}, { from });
    } catch (error) {
      // Refused since it is issued, or nobody was there to answer.
      const isIssued = String(error).includes('issued-already');
      instances.chronicle.note(`${id} by ${from.role}: ${String(error)}`);
      if (!isIssued && !/fetch failed|terminated|other side closed/.test(String(error))) throw error;
      if (!isIssued) {
        await delay(500);
        continue;
      }
    }
    return instances.ask('GET', `/reports/${id}`);
  }
}
