import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MONTHLY } from '../support/deliveries.js';
import { effort } from '../support/effort.js';
import { Instances } from '../support/instances.js';
import { CASES, type Fate, HELD_ADDRESS, isBetween, type Step, StepHold } from '../support/run-steps.js';

/**
 * Three services over one database make, number, issue and send a report each month. In each of the months one of them is
 * killed at a step of that, each step in turn, with whatever it had begun lost or ended without it; the clock passes the
 * cut-off, goes back before it and passes it again. In two more months nobody is killed and the database crashes.
 */
const INSTANCES = 3;
const OTHER_ADDRESS = 'so-tai-chinh@tayninh.gov.vn';
const FIRST_YEAR = 2017;

type Disaster = { step: Step; fate: Fate; of: 'service' | 'database' };

const ALL: readonly Disaster[] = [
  ...CASES.map((one) => ({ ...one, of: 'service' as const })),
  { step: 'snapshot computed', fate: 'kept', of: 'database' },
  { step: 'arrived', fate: 'kept', of: 'database' },
];
/** The shorter form takes them at even distances. */
const DISASTERS = ALL.filter((_, index) => index % Math.ceil(ALL.length / effort(ALL.length)) === 0);

/** Messages at the recipient at whom it happened. */
function copiesOf(disaster: Disaster): number {
  return disaster.of === 'service' && isBetween(disaster) ? 2 : 1;
}

/** Attempts of which nobody knew what came of them: all that were begun by whoever was killed and are not in the ledger. */
function unknownOf({ step, fate, of }: Disaster): number {
  if (of === 'database') return 0;
  const begun: readonly Step[] = ['named', 'connected', 'arrived', 'accepted'];
  const isUnknown =
    begun.includes(step) ||
    (step === 'taken' && fate === 'kept') ||
    (step === 'written in the ledger' && fate === 'lost');
  return Number(isUnknown);
}

let instances: Instances;
let hold: StepHold;
beforeAll(async () => {
  instances = await Instances.start(INSTANCES, `${FIRST_YEAR}-01-10T08:00:00+07:00`);
  await instances.ask('POST', '/report-definitions', {
    ...{ ...MONTHLY, code: 'each-month', numbering: 'own', issuesItself: true },
    schedule: { from: `${FIRST_YEAR}-01`, daysAfter: 1, time: '06:00' },
  });
  for (const [name, address] of [
    ['Văn phòng UBND tỉnh', HELD_ADDRESS],
    ['Sở Tài chính', OTHER_ADDRESS],
  ])
    await instances.ask('POST', '/report-definitions/each-month/recipients', {
      ...{ name, channel: 'email', address, formats: ['pdf'] },
    });
  hold = await StepHold.over(instances.database, instances.mail);
});
afterAll(() => instances.end());

it('loses nothing and doubles nothing when any of them is killed at any step', async () => {
  await instances.chronicle.telling(
    async () => {
      for (const [index, disaster] of DISASTERS.entries()) {
        await live(index, disaster);
        await expectMonth(index, disaster);
      }
      await expectNumbers();
    },
    () => instances.facts(),
  );
});

const monthOf = (index: number): string =>
  `${FIRST_YEAR + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
/** 06:00 on the day after the cut-off, which is the last of the month. */
const dueOf = (index: number, time = '06:00:00'): string => `${monthOf(index + 1)}-01T${time}+07:00`;
const eveOf = (index: number): string => new Date(Date.parse(dueOf(index)) - 7 * 3_600_000).toISOString();

/** One month with its disaster, until its report is made, issued and sent. */
async function live(index: number, { step, fate, of }: Disaster): Promise<void> {
  instances.chronicle.note(`== ${monthOf(index)}: ${of} at "${step}", ${fate}`);
  instances.setClock(dueOf(index, '05:59:00'));
  await hold.arm(step);
  instances.setClock(dueOf(index));
  const held = await instances.until(`somebody at "${step}"`, () => hold.waiting());
  const instance = await instances.heldInstance(held, HELD_ADDRESS);
  instances.chronicle.note(`${instance.role} is held at "${step}"`);
  instances.setClock(eveOf(index));
  if (of === 'database') {
    await instances.restartDatabase();
    await hold.release(step);
  } else {
    await instances.kill(instance);
    await hold.settle(fate, held);
    await instances.restart(instance);
  }
  instances.setClock(dueOf(index, '06:01:00'));
  await instances.until(`the end of ${monthOf(index)}`, () => isFinished(index), 10);
}

async function isFinished(index: number): Promise<boolean> {
  const [{ open } = { open: 1 }] = await instances.rows<{ open: number }>(
    `select (select count(*) from report_run where state <> 'done')::int
       + (select count(*) from report_run r where r.to_deliver
           and not exists (select from delivery_queued q where q.report_id = r.report_id))::int
       + (select count(*) from delivery where state <> 'delivered')::int
       + (case when exists (select from report_run where period = $1) then 0 else 1 end) as open`,
    [monthOf(index)],
  );
  return open === 0;
}

async function expectMonth(index: number, disaster: Disaster): Promise<void> {
  const period = monthOf(index);
  const reports = await instances.rows<{ id: string; asOf: string; files: number; runs: number; toDeliver: boolean }>(
    `select p.id, p.as_of::text as "asOf", (select count(*)::int from report_rendering f where f.report_id = p.id) as files,
       (select count(*)::int from report_run r where r.period = p.period) as runs,
       (select bool_and(r.to_deliver and r.report_id = p.id) from report_run r where r.period = p.period) as "toDeliver"
     from report p where p.period = $1`,
    [period],
  );
  const lastDay = new Date(Date.parse(`${monthOf(index + 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  expect(reports).toEqual([{ id: expect.any(String), asOf: lastDay, files: 6, runs: 1, toDeliver: true }]);

  const deliveries = await instances.rows<{ address: string; messageId: string; outcomes: string[] }>(
    `select r.address, d.message_id as "messageId",
       array(select a.outcome from delivery_attempt a where a.delivery_id = d.id order by a.id) as outcomes
     from delivery d join delivery_recipient r on r.id = d.recipient_id where d.report_id = $1 order by r.added_at`,
    [reports[0]?.id],
  );
  expect(deliveries.map(({ address }) => address)).toEqual([HELD_ADDRESS, OTHER_ADDRESS]);
  for (const { address, messageId, outcomes } of deliveries) {
    const got = instances.mail.accepted.filter(({ to, mail }) => to === address && mail.messageId === messageId);
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    const unknown = outcomes.filter((outcome) => outcome === 'unknown').length;
    if (address === HELD_ADDRESS) expect([got.length, unknown]).toEqual([copiesOf(disaster), unknownOf(disaster)]);
    // Whoever was killed may have been at any step with the other one.
    expect(got.length).toBeGreaterThanOrEqual(1);
    expect(got.length).toBeLessThanOrEqual(1 + unknown);
    // One name, one content.
    const contents = got.map(({ mail }) => `${mail.subject} ${mail.text} ${mail.attachments[0]?.checksum}`);
    expect(new Set(contents).size).toBe(1);
  }
  // Nobody got anything under another name.
  const names = new Set(deliveries.map(({ messageId }) => messageId));
  const ofMonth = instances.mail.accepted.filter(({ mail }) => mail.messageId?.startsWith(`<${reports[0]?.id}.`));
  expect(ofMonth.filter(({ mail }) => !names.has(mail.messageId ?? ''))).toEqual([]);
}

/** Own numbers run from 1 in each year of issuing, in the order in which the reports were issued. */
async function expectNumbers(): Promise<void> {
  const issued = await instances.rows<{ year: number; number: number }>(
    `select extract(year from issued_on)::int as year, number from report order by issued_at`,
  );
  expect(issued).toHaveLength(DISASTERS.length);
  for (const year of new Set(issued.map((one) => one.year))) {
    const numbers = issued.filter((one) => one.year === year).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, place) => place + 1));
  }
  const mails = new Set(instances.mail.accepted.map(({ mail }) => mail.messageId));
  expect(mails.size).toBe(2 * DISASTERS.length);
}
