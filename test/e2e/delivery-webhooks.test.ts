import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Webhooks } from '../../src/delivery/webhooks.service.js';
import { createApplication } from '../../src/application.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner, draftWith, letPausesPass, mailThrough, sendNow } from '../support/deliveries.js';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

let receiver: Server;
let url: string;
const received: Received[] = [];
let respond: (request: IncomingMessage, response: ServerResponse) => void;
const takeIt = (_request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(204).end();
};
let tracker: TestApp;
beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      respond(request, response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/bao-cao`;
  respond = takeIt;
  // No mail server: what goes by mail waits.
  tracker = await startApp({ sample: true, service: { delivery: { ...mailThrough(1), smtp: null } } });
});
afterEach(() => {
  received.length = 0;
  respond = takeIt;
});
afterAll(async () => {
  await tracker.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const hook = (address = url) => ({ name: 'Trục liên thông', channel: 'webhook', address, formats: ['csv', 'html'] });

async function onlyDelivery(report: string): Promise<any> {
  const { items } = (await tracker.get(`/reports/${report}/deliveries`)).body;
  expect(items).toHaveLength(1);
  return items[0];
}

async function sent(code: string, address = url): Promise<{ report: string; recipient: string }> {
  const { report, recipients } = await draftWith(tracker, code, [hook(address)]);
  await tracker.post(`/reports/${report}/deliver`, {});
  await sendNow(tracker);
  return { report, recipient: recipients[0] ?? '' };
}

describe('a webhook', () => {
  it('is signed so that an implementation of others verifies it, and holds the files', async () => {
    const { report, recipient } = await sent('signed');
    expect(await onlyDelivery(report)).toMatchObject({ state: 'delivered', lastError: null });
    const [{ headers, body }] = received as [Received];
    const { secret } = (await tracker.get(`/report-definitions/signed/recipients/${recipient}/secret`)).body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const verified = new Webhook(secret).verify(body, headers) as any;
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() =>
      new Webhook(secret).verify(body, {
        ...headers,
        'webhook-timestamp': `${Number(headers['webhook-timestamp']) - 1}`,
      }),
    ).toThrow();
    expect(headers['idempotency-key']).toBe(`${report}.${recipient}.webhook.1`);
    expect(headers['webhook-id']).toBe(headers['idempotency-key']);
    expect(verified).toMatchObject({
      ...{ type: 'report.drafted', round: 1 },
      report: { id: report, definition: 'signed', period: '2016-12', asOf: '2016-12-31', state: 'draft', number: null },
    });
    expect(verified.files.map(({ format }: any) => format)).toEqual(['csv', 'html']);
    const served = await fetch(`${tracker.address}/api/v1/reports/${report}.html`, {
      headers: { authorization: `Bearer ${tracker.administrator}` },
    });
    expect(Buffer.from(verified.files[1].base64, 'base64').equals(Buffer.from(await served.arrayBuffer()))).toBe(true);
    // No table holds the secret, nor does a second recipient share it.
    const other = await tracker.post('/report-definitions/signed/recipients', hook('https://example.org/x'));
    const second = await tracker.get(`/report-definitions/signed/recipients/${other.body.id}/secret`);
    expect(second.body.secret).not.toBe(secret);
  });

  it('is posted again under the same key after an answer that may pass', async () => {
    respond = (_request, response) => {
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('Đang bảo trì\nmật khẩu quản trị');
    };
    const { report } = await sent('maintenance');
    const waiting = await onlyDelivery(report);
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'HTTP 503 Đang bảo trì' });
    respond = takeIt;
    await letPausesPass(tracker, report);
    await sendNow(tracker);
    expect(await onlyDelivery(report)).toMatchObject({ state: 'delivered', attempts: 2 });
    const [first, second] = received as [Received, Received];
    expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
    expect(second.body).toBe(first.body);
  });

  it('fails for good where the receiver says that it never will take it', async () => {
    respond = (_request, response) => {
      response.writeHead(410).end();
    };
    const { report } = await sent('gone');
    expect(await onlyDelivery(report)).toMatchObject({ state: 'failed', attempts: 1, lastError: 'HTTP 410' });
  });

  it('follows no redirection', async () => {
    respond = (request, response) => {
      response.writeHead(request.url === '/bao-cao' ? 307 : 204, { location: '/elsewhere' }).end();
    };
    const { report } = await sent('redirected');
    expect(received).toHaveLength(1);
    expect(await onlyDelivery(report)).toMatchObject({ state: 'failed', lastError: 'HTTP 307' });
  });

  it('is given up for now where the receiver takes too long', async () => {
    const limit = new AbortController();
    respond = () => {
      limit.abort();
    };
    const outcome = await tracker.app
      .get(Webhooks)
      .post({ address: url, recipientId: 'x', id: 'x', body: '{}' }, limit.signal);
    expect(outcome).toEqual({ result: 'postponed', answer: 'the receiver took too long' });
  });

  it('reads no more of an endless answer than a line', async () => {
    respond = (_request, response) => {
      response.writeHead(500);
      const more = (): void => {
        if (response.destroyed) return;
        response.write('x'.repeat(1_000), () => setTimeout(more, 1));
      };
      more();
    };
    const { report } = await sent('endless');
    const { state, lastError } = await onlyDelivery(report);
    expect(state).toBe('waiting');
    expect(lastError).toHaveLength(300);
  });

  it('reaches nothing inside the network that was not named, by address or by name', async () => {
    const guarded = await createApplication({
      ...tracker.options,
      delivery: { ...tracker.options.delivery, webhookNetworks: [] },
    });
    await guarded.init();
    try {
      for (const [code, address] of [
        ['by-address', url],
        ['by-name', url.replace('127.0.0.1', 'localhost')],
        ['metadata', 'https://169.254.169.254/latest'],
      ] as const) {
        const { report } = await draftWith(tracker, code, [hook(address)]);
        await tracker.post(`/reports/${report}/deliver`, {});
        await sendNow({ app: guarded });
        const { state, lastError } = await onlyDelivery(report);
        expect(state).toBe('waiting');
        expect(lastError).toMatch(/private IP address/);
        await asOwner(tracker, `update delivery set state = 'dropped', finished_at = now() where report_id = $1`, [
          report,
        ]);
      }
      expect(received).toEqual([]);
    } finally {
      await guarded.close();
    }
  });
});

describe('recipients', () => {
  it('are added, listed and removed, each recorded; what waits for one who is removed is dropped', async () => {
    const { report, recipients } = await draftWith(tracker, 'changed', [
      { name: 'Văn phòng', channel: 'email', address: 'vp@tayninh.gov.vn' },
    ]);
    await tracker.post(`/reports/${report}/deliver`, {});
    const listed = await tracker.get('/report-definitions/changed/recipients');
    expect(listed.body.items).toMatchObject([
      { id: recipients[0], address: 'vp@tayninh.gov.vn', formats: ['docx', 'pdf', 'xlsx'] },
    ]);
    const path = `/report-definitions/changed/recipients/${recipients[0]}`;
    expect((await tracker.get(`${path}/secret`)).body.errors).toMatchObject([{ code: 'recipient-has-no-secret' }]);
    expect((await tracker.delete(path)).status).toBe(204);
    expect((await tracker.delete(path)).status).toBe(404);
    expect(await onlyDelivery(report)).toMatchObject({ state: 'dropped', lastError: 'recipient removed' });
    expect((await tracker.get('/report-definitions/changed/recipients')).body.items).toEqual([]);
    const events = await asOwner(
      tracker,
      `select after->>'address' as added, before->>'address' as removed from audit_event
       where subject_type = 'report-recipient' and subject_id = $1 order by id`,
      [recipients[0]],
    );
    expect(events).toEqual([
      { added: 'vp@tayninh.gov.vn', removed: null },
      { added: null, removed: 'vp@tayninh.gov.vn' },
    ]);
  });

  it.each([
    [{ name: 'A', channel: 'email', address: 'không phải' }, ['not-an-email']],
    [{ name: 'A', channel: 'webhook', address: 'http://example.org/' }, ['not-a-webhook']],
    [{ name: 'A', channel: 'webhook', address: 'https://user:secret@example.org/' }, ['not-a-webhook']],
    [{ name: 'A', channel: 'webhook', address: 'ftp://example.org/' }, ['not-a-webhook']],
    [
      { channel: 'fax', address: '', formats: [], more: 1 },
      ['empty', 'not-one-of', 'not-one-of', 'required', 'unknown-field'],
    ],
  ])('%j are refused', async (recipient, codes) => {
    const refused = await tracker.post('/report-definitions/signed/recipients', recipient);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ code }: any) => code).sort()).toEqual(codes);
  });

  it('are there once', async () => {
    const again = await tracker.post('/report-definitions/signed/recipients', hook());
    expect(again.status).toBe(409);
    expect(again.body.errors).toMatchObject([{ path: 'address', code: 'recipient-there' }]);
  });
});

it('says that mail waits where no server is configured', async () => {
  const { report } = await draftWith(tracker, 'unconfigured', [
    { name: 'Văn phòng', channel: 'email', address: 'vp@tayninh.gov.vn' },
  ]);
  await tracker.post(`/reports/${report}/deliver`, {});
  await sendNow(tracker);
  const { items, mailConfigured } = (await tracker.get(`/reports/${report}/deliveries`)).body;
  expect(mailConfigured).toBe(false);
  expect(items).toMatchObject([{ state: 'waiting', attempts: 0 }]);
});
