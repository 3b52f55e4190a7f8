import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type Language } from '../../kernel/ratio.js';
import { Refusal } from '../../kernel/refusal.js';
import { languageOf } from './language.js';
import { sendProblem } from './problem.filter.js';
import { problemOf } from './problem.js';

const WORDS: Readonly<Record<Language, { title: string; back: string }>> = {
  vi: { title: 'Theo dõi triển khai', back: 'Về trang đăng nhập' },
  en: { title: 'Rollout tracker', back: 'Back to signing in' },
};

/** Of routes that people come to by following a link: a refusal is a page for a browser, problem details for a program. */
@Catch(Refusal)
export class ProblemPageFilter implements ExceptionFilter<Refusal> {
  catch({ faults }: Refusal, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const best = new Negotiator(request).mediaType(['application/problem+json', 'text/html']);
    if (best !== 'text/html') {
      sendProblem(request, reply, faults);
      return;
    }
    const language = languageOf(request.headers);
    const { status, errors } = problemOf(faults, language);
    void reply
      .status(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', language)
      .header('cache-control', 'no-store')
      .header('vary', 'Accept, Accept-Language')
      .send(pageOf(language, errors.map(({ message }) => message).join(' ')));
  }
}

function pageOf(language: Language, sentence: string): string {
  const { title, back } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="/sign-in/sign-in.css" />
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p id="message" role="alert">${escaped(sentence)}</p>
      <p><a href="/sign-in/">${back}</a></p>
    </main>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
