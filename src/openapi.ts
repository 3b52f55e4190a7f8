import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDetails } from './platform/http/problem.js';

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The whole interface, every answer and error of it, as an OpenAPI 3.1 document. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rollout of e-government systems')
    .setDescription(
      'Days are YYYY-MM-DD, instants RFC 3339 with six decimals. Errors are problem details (RFC 9457) that name every fault.',
    )
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDetails] });
  for (const path of Object.values(document.paths)) {
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
      operation.responses['4XX'] = problem('What is wrong with the request; nothing was written');
      operation.responses['503'] = problem('Right, but not now');
      if (method === 'get' && '200' in operation.responses)
        operation.responses['304'] = { description: 'As the caller has it' };
    }
  }
  return document;
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
