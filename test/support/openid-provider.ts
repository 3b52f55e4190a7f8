import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { type Browser } from './browser.js';

export const CLIENT = { clientId: 'theo-doi-trien-khai', clientSecret: 'only for tests: 100% + &' };

/** Whom the provider knows: claims by subject, which may be changed. */
export type People = Map<string, Record<string, unknown>>;

/** A certified OpenID provider on loopback with people and pages of its own. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly people: People;
  /** From now on another key signs, and the one before is not known any more. */
  rotateKeys(): void;
  /** Nobody answers there any more; `start` answers there again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `host` is a name of this machine: to a browser, localhost and 127.0.0.1 are two sites. */
export async function startOpenIdProvider(service: string, host = '127.0.0.1'): Promise<OpenIdProvider> {
  const port = await freePort();
  const issuer = `http://${host}:${port}`;
  const people: People = new Map();
  let handle = handlerOf(issuer, service, people);
  let server: Server | undefined;
  const start = async (): Promise<void> => {
    server = createServer((request, response) => {
      handle(request, response);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await start();
  return {
    issuer,
    people,
    start,
    rotateKeys: () => {
      handle = handlerOf(issuer, service, people);
    },
    stop: async () => {
      server?.closeAllConnections();
      await new Promise((closed) => server?.close(closed));
    },
  };
}

/** Goes to the provider from the service's page and proves to be somebody; the address that the provider leads back to. */
export async function comeBackAs(browser: Browser, service: string, subject: string): Promise<string> {
  const begun = await browser.get(`${service}/api/v1/session/sso/begin`);
  const asked = await browser.follow(begun, `${service}/`);
  // Who has signed in at the provider before is not asked again.
  if (asked.address.startsWith(`${service}/`)) return asked.address;
  const answered = await browser.post(asked.address, { login: subject });
  return (await browser.follow(answered, `${service}/`)).address;
}

function handlerOf(issuer: string, service: string, people: People): RequestListener {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
        redirect_uris: [`${service}/api/v1/session/sso/callback`],
        post_logout_redirect_uris: [`${service}/sign-in/`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (context, form) => {
          context.body = `${form}<button form="op.logoutForm" name="logout" value="yes">Đăng xuất</button>`;
        },
      },
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
    renderError: (context, { error, error_description: description }) => {
      context.body = `${error}: ${description ?? ''}`;
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, subject) =>
      people.has(subject)
        ? { accountId: subject, claims: () => ({ ...people.get(subject), sub: subject }) }
        : undefined,
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  return (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      void answer(request, response);
    } else if (request.method === 'POST') {
      void formOf(request).then((form) => {
        const login = form.get('login') ?? '';
        const result = login === '' ? { error: 'access_denied' } : { login: { accountId: login } };
        return provider.interactionFinished(request, response, result);
      });
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<form method="post"><input name="login" /><button>Tiếp tục</button></form>');
    }
  };
}

/** The form that a request carries. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
