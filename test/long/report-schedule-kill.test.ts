import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MONTHLY } from '../support/deliveries.js';
import { effort } from '../support/effort.js';
import { Instances } from '../support/instances.js';
import { CASES, HELD_ADDRESS, isBetween, StepHold } from '../support/run-steps.js';

/**
 * Three services come up after two years in which nobody ran, and make up 24 months. At each step of a run one of them is
 * killed, in whatever month they are, until the last month is made, numbered, issued and sent.
 */
const INSTANCES = 3;
const MONTHS = Math.max(6, effort(24));

let instances: Instances;
let hold: StepHold;
beforeAll(async () => {
  instances = await Instances.start(INSTANCES, '2016-12-20T08:00:00+07:00');
  await instances.ask('POST', '/report-definitions', {
    ...{ ...MONTHLY, code: 'missed', numbering: 'own', issuesItself: true, sections: [{ id: 'overview' }] },
    schedule: { from: '2016-12', daysAfter: 1, time: '06:00' },
  });
  await instances.ask('POST', '/report-definitions/missed/recipients', {
    ...{ name: 'Văn phòng UBND tỉnh', channel: 'email', address: HELD_ADDRESS, formats: ['pdf'] },
  });
  hold = await StepHold.over(instances.database, instances.mail);
});
afterAll(() => instances.end());

const monthOf = (index: number): string => new Date(Date.UTC(2016, 11 + index, 1)).toISOString().slice(0, 7);
const lastDayOf = (index: number): string => new Date(Date.UTC(2016, 12 + index, 0)).toISOString().slice(0, 10);

it('makes up every month once and in order, and sends the last alone, while they are killed at each step', async () => {
  await instances.chronicle.telling(
    async () => {
      const [first] = CASES;
      if (first) await hold.arm(first.step);
      instances.setClock(`${monthOf(MONTHS)}-15T09:00:00+07:00`);
      for (const [index, { step, fate }] of CASES.entries()) {
        const held = await instances.until(`somebody at "${step}"`, () => hold.waiting(), 10);
        const instance = await instances.heldInstance(held, HELD_ADDRESS);
        instances.chronicle.note(
          `${instance.role} is held at "${step}" of ${(await openMonth()) ?? 'a month'}: ${fate}`,
        );
        await instances.kill(instance);
        await hold.settle(fate, held, CASES[index + 1]?.step);
        await instances.restart(instance);
      }
      await instances.until('the end', isOver, 10);
      await expectAll();
    },
    () => instances.facts(),
  );
});

async function openMonth(): Promise<string | null> {
  const [row] = await instances.rows<{ period: string }>(
    `select period from report_run where state <> 'done' order by due_at limit 1`,
  );
  return row?.period ?? null;
}

async function isOver(): Promise<boolean> {
  const [row] = await instances.rows<{ open: number }>(
    `select count(*) filter (where state <> 'done')::int + ($1 - count(*))::int
       + (1 - (select count(*) from delivery where state = 'delivered'))::int as open from report_run`,
    [MONTHS],
  );
  return row?.open === 0;
}

async function expectAll(): Promise<void> {
  const reports = await instances.rows<{ period: string; asOf: string; number: number | null }>(
    `select period, as_of::text as "asOf", number from report order by made_at`,
  );
  expect(reports).toEqual(
    Array.from({ length: MONTHS }, (_, index) => ({
      ...{ period: monthOf(index), asOf: lastDayOf(index), number: index === MONTHS - 1 ? 1 : null },
    })),
  );
  const runs = await instances.rows<{ period: string; toDeliver: boolean }>(
    `select period, to_deliver as "toDeliver" from report_run order by due_at`,
  );
  expect(runs).toEqual(reports.map(({ period, number }) => ({ period, toDeliver: number !== null })));
  const [{ files } = { files: 0 }] = await instances.rows<{ files: number }>(
    `select count(*)::int as files from report_rendering`,
  );
  expect(files).toBe(6);
  // One message under one name, which the server took once more for each crash between that and the ledger.
  const names = instances.mail.accepted.map(({ mail }) => mail.messageId);
  expect(names).toEqual([...Array<unknown>(CASES.filter(isBetween).length + 1)].map(() => names[0]));
  const outcomes = await instances.rows<{ outcome: string }>(`select outcome from delivery_attempt order by id`);
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
}
