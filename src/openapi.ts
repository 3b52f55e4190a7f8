import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Right } from './kernel/caller.js';
import { ProblemDetails } from './platform/http/problem.js';

/** What signs somebody in: any of them will do; an empty one is nobody. */
type Demand = Record<string, string[]>;
const SIGNED_IN: Demand[] = [{ token: [] }, { session: [] }];
const SECURITY_OF: Readonly<Partial<Record<Right, Demand[]>>> = {
  public: [],
  published: [...SIGNED_IN, {}],
};
/** Where somebody may guess at a password. */
const THROTTLED = [
  ...['post /api/v1/session', 'post /api/v1/session/link', 'post /api/v1/me/password'],
  ...['post /api/v1/me/second-factor', 'post /api/v1/me/second-factor/end'],
];

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The whole interface, every answer and error of it, as an OpenAPI 3.1 document. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rollout of e-government systems')
    .setDescription(
      'Days are YYYY-MM-DD, instants RFC 3339 with six decimals. Errors are problem details (RFC 9457) that name every ' +
        'fault. In a PATCH what is absent stays as it is, and null takes away what may be lacking.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', description: 'A token: `POST /tokens`, or `tokens create` in a terminal' }, 'token')
    .addCookieAuth(
      '__Host-session',
      { type: 'apiKey', description: 'What `POST /session` sets; without TLS its name is `session`' },
      'session',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDetails] });
  for (const [pathName, path] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      operation.parameters = [
        ...(operation.parameters ?? []),
        {
          name: 'Accept-Language',
          in: 'header',
          required: false,
          schema: { type: 'string', enum: ['vi', 'en'], default: 'vi' },
        },
      ];
      const right = (operation as unknown as { 'x-right': Right })['x-right'];
      operation.security = SECURITY_OF[right] ?? SIGNED_IN;
      if (right !== 'public') {
        const whom = right === 'published' ? ', unless the province publishes its figures' : '';
        operation.responses['401'] = problem(`Nobody signed in${whom}; or the token is wrong, expired or revoked`);
        if (right === 'account') operation.responses['403'] = problem('The account lacks a second factor');
        else if (right !== 'signed-in')
          operation.responses['403'] = problem(`The account does not have the right \`${right}\``);
      }
      if (THROTTLED.includes(`${method} ${pathName}`)) operation.responses['429'] = throttled();
      operation.responses['4XX'] = problem('What is wrong with the request; nothing was written');
      operation.responses['503'] = problem('Right, but not now');
      if (method === 'get' && '200' in operation.responses)
        operation.responses['304'] = { description: 'As the caller has it' };
    }
  }
  dropWhatQueriesNeed(document);
  return document;
}

/** Fields of bodies have their `enum` beside what `OneOf` says for queries. */
function dropWhatQueriesNeed({ components }: OpenAPIObject): void {
  for (const described of Object.values(components?.schemas ?? {})) {
    const { properties = {} } = described as { properties?: Record<string, { schema?: unknown }> };
    for (const property of Object.values(properties)) delete property.schema;
  }
}

/** Serves the document at /api/openapi.json and a page to browse it at /api/docs. */
export function publishApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: 'api/openapi.json' });
}

function problem(description: string): { description: string; content: Record<string, { schema: { $ref: string } }> } {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
  };
}

function throttled(): ReturnType<typeof problem> & {
  headers: Record<string, { description: string; schema: { type: 'integer' } }>;
} {
  return {
    ...problem('Too many attempts failed'),
    headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
  };
}
