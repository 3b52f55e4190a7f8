import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { CLIENT, freePort, type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.js';
import { endServices, type Service, startService } from '../support/service-process.js';

const LONG = 120_000;
const PASSWORD = 'năm con voi đi qua cầu';

let home: string;
let database: TestDatabase;
let provider: OpenIdProvider;
let service: Service;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser refused to do for the page. */
let refusals: string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sign-in-page-'));
  database = await createDatabase();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // To a browser localhost is another site than 127.0.0.1.
  provider = await startOpenIdProvider(address, 'localhost');
  service = await startService({
    ...{ DATABASE_URL: database.appUrl, SECRET: randomBytes(48).toString('base64') },
    ...{ AUDIT_HEAD_FILE: join(home, 'audit-head'), PORT: `${port}`, PUBLIC_URL: address },
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret },
    OIDC_GRANTS: JSON.stringify({ 'can-bo': [{ role: 'viewer' }] }),
  });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}, LONG);
beforeEach(async () => {
  context = await browser.newContext({ locale: 'vi-VN' });
  page = await context.newPage();
  refusals = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) refusals.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(refusals).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await endServices();
  await provider.stop();
  await database.drop();
  rmSync(home, { recursive: true });
}, LONG);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const singleSignOn = () => page.getByRole('link', { name: 'Đăng nhập một lần (SSO)' });

/** What an authenticator app reads from the image on the page. */
async function scanned(): Promise<string> {
  const { pixels, side } = await page.evaluate<{ pixels: number[]; side: number }>(`(async () => {
    const image = document.getElementById('qr-code');
    await image.decode();
    const side = 200;
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, side, side);
    context.drawImage(image, 0, 0, side, side);
    return { pixels: [...context.getImageData(0, 0, side, side).data], side };
  })()`);
  return decodeQR({ width: side, height: side, data: Uint8Array.from(pixels) });
}

it(
  'lets the first administrator choose a password and leads to a second factor, whose code it asks for from then on',
  async () => {
    const link = /^First: (\S+) /m.exec(service.said())?.[1] ?? '';
    await page.goto(link);
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByLabel('Nhập lại').fill(PASSWORD);
    await button('Đặt mật khẩu và đăng nhập').click();
    await page.getByText('Vai trò của bạn cần xác thực hai lớp').waitFor();
    expect(page.url()).not.toContain('link');

    await page.getByLabel('Mật khẩu của bạn').fill('không phải mật khẩu này');
    await button('Tiếp tục').click();
    await page.getByText('Mật khẩu hiện tại không đúng.').waitFor();
    await page.getByLabel('Mật khẩu của bạn').fill(PASSWORD);
    await button('Tiếp tục').click();
    const shown = page.locator('#secret:not(:empty)');
    const secret = ((await shown.textContent()) ?? '').replaceAll(' ', '');
    const totp = URI.parse(await scanned()) as TOTP;
    expect([totp.label, totp.secret.base32]).toEqual(['quan-tri', secret]);
    expect(await page.getByRole('link', { name: 'mở thẳng ứng dụng' }).getAttribute('href')).toMatch(/^otpauth:/);
    await page.getByLabel('Sáu chữ số').fill('000000');
    await button('Bật xác thực hai lớp').click();
    await page.getByText('Mã xác thực không đúng hoặc đã dùng.').waitFor();
    await page.getByLabel('Sáu chữ số').fill(totp.generate());
    await button('Bật xác thực hai lớp').click();
    await page.getByText('Xác thực hai lớp đã bật.').waitFor();
    await page.getByText('Đang đăng nhập: quan-tri').waitFor();
    expect(await page.content()).not.toContain(secret.slice(0, 4));
    await button('Đăng xuất').click();

    await page.getByLabel('Tài khoản').fill('quan-tri');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await button('Đăng nhập').click();
    await page.getByText('Tài khoản, mật khẩu hoặc mã xác thực không đúng.').waitFor();
    // The code of this half minute is used up; the next one is early, which is accepted.
    await page.getByLabel('Mã xác thực').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    await button('Đăng nhập').click();
    await page.getByText('Đang đăng nhập: quan-tri').waitFor();
  },
  LONG,
);

it(
  'leads to the provider and back, and signs out of both',
  async () => {
    provider.people.set('hoa', { preferred_username: 'tran.thi.hoa', name: 'Trần Thị Hoa', roles: ['can-bo'] });
    await page.goto(`${service.address}/sign-in`);
    await singleSignOn().click();
    await page.waitForURL(`${provider.issuer}/**`);
    await page.locator('[name=login]').fill('hoa');
    await button('Tiếp tục').click();
    await page.getByText('Đang đăng nhập: tran.thi.hoa').waitFor();
    expect(page.url()).toBe(`${service.address}/sign-in/`);
    expect(await context.cookies(service.address)).toEqual([
      expect.objectContaining({ name: 'session', httpOnly: true, sameSite: 'Strict', path: '/' }),
    ]);

    await button('Đăng xuất').click();
    await page.waitForURL(`${provider.issuer}/**`);
    await button('Đăng xuất').click();
    await page.waitForURL(`${service.address}/sign-in/`);
    await singleSignOn().waitFor();
    expect(await context.cookies(service.address)).toEqual([]);
    // The next person at this machine is asked who it is.
    await singleSignOn().click();
    await page.locator('[name=login]').waitFor();
  },
  LONG,
);

it(
  'says in Vietnamese why somebody is not let in, and leads back',
  async () => {
    provider.people.set('khong-co-quyen', { preferred_username: 'khong-co-quyen', roles: [] });
    await page.goto(`${service.address}/sign-in`);
    await singleSignOn().click();
    await page.locator('[name=login]').fill('khong-co-quyen');
    await button('Tiếp tục').click();
    await page.getByText('Tài khoản của bạn chưa được cấp quyền dùng hệ thống này').waitFor();
    await page.getByRole('link', { name: 'Về trang đăng nhập' }).click();
    await singleSignOn().click();
    await page.getByText('Tài khoản của bạn chưa được cấp quyền dùng hệ thống này').waitFor();

    await page.goto(`${service.address}/api/v1/session/sso/callback?code=x&state=y`);
    await page.getByText('Lần đăng nhập này đã quá hạn hoặc đã được dùng; hãy đăng nhập lại.').waitFor();
  },
  LONG,
);
