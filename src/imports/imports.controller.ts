import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Get, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { AttachmentsService } from '../documents/attachments.service.js';
import { contentDisposition } from '../documents/domain/file-name.js';
import { Refusal } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { pageOf, resolvePage } from '../platform/http/paging.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { TakesFiles, Uploads } from '../platform/http/uploads.js';
import { tooManyFiles } from '../platform/http/upload.errors.js';
import { submit, type Submission } from '../platform/validation/submission.js';
import { ImportAnswer, ImportListAnswer } from './dto/import.answers.js';
import { IMPORT_FIELDS, ImportDto, ImportsQuery, UndoImportDto } from './dto/import.requests.js';
import { importAnswer, summaryAnswer } from './import-answers.js';
import { IMPORT_KINDS } from './import-kind.js';
import { type RunEnd } from './import-runner.service.js';
import { importRefused } from './imports.errors.js';
import { ImportsService } from './imports.service.js';

/** What takes longer is answered with 202, and asked for; who wants to wait longer says so (RFC 7240). */
const LONGEST_ANSWER_S = 5;
const LONGEST_PREFERRED_S = 60;
const PREFER = {
  name: 'Prefer',
  required: false,
  description: '`wait=60`: wait so many seconds for the end, at most 60; else 5',
};

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly imports: ImportsService,
    private readonly attachments: AttachmentsService,
    private readonly uploads: Uploads,
    private readonly posts: RepeatablePosts,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('import')
  @TakesFiles()
  @ApiOperation({ summary: 'Bring a spreadsheet in: check it, or apply all of it or nothing; every fault at once' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'kind'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'An .xlsx or CSV file of at most 20 MB' },
        kind: { type: 'string', enum: [...IMPORT_KINDS] },
        mode: { type: 'string', enum: ['check', 'apply'], default: 'check' },
        asOf: { type: 'string', format: 'date', description: 'The day of rows without one, and of a matrix' },
        confirmRetracted: { type: 'string', enum: ['true', 'false'], default: 'false' },
        reason: { type: 'string', maxLength: 1000 },
      },
    },
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiHeader(PREFER)
  @ApiOkResponse({
    type: ImportAnswer,
    description: 'What it does; of a check, with all faults. Where it takes longer, 202: ask at Location',
  })
  async bringIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    const { headers, url } = request;
    const take = this.uploads.take(
      request,
      async ({ files, fields, faults }) => {
        const tooMany = files.length > 1 ? [tooManyFiles(1)] : [];
        const { wishes, bytes } = await this.imports.stage(files[0], submit(ImportDto, fields), [
          ...faults,
          ...tooMany,
        ]);
        const asked = { headers, url, body: wishes };
        const recorded: string[] = [];
        const { id } = await this.posts.once(asked, async (tx) => {
          recorded.push(await this.imports.record(tx, wishes));
          return { id: recorded.at(-1) as string };
        });
        // Sent a second time, it is asked how the first one is doing.
        return {
          id,
          end: recorded.includes(id) ? this.imports.run(id, bytes, null) : Promise.resolve({ refusal: null }),
        };
      },
      IMPORT_FIELDS,
    );
    const { id, end } = await take;
    return this.answerWhenDone(id, end, request, reply);
  }

  @Get()
  @Requires('import')
  @ApiOperation({ summary: 'Files that were brought in, latest first: own ones, or all for whoever may edit' })
  @ApiQuery({ type: ImportsQuery })
  @ApiOkResponse({ type: ImportListAnswer })
  async list(@Asked(ImportsQuery) query: ImportsQuery): Promise<ImportListAnswer> {
    const page = await resolvePage(this.readPoints, query);
    const { items, total } = await this.imports.list(page);
    return pageOf(page, items.map(summaryAnswer), total);
  }

  @Get(':id')
  @Requires('import')
  @ApiOperation({ summary: 'What an import does or did, and how far it is' })
  @ApiOkResponse({ type: ImportAnswer })
  async get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ImportAnswer> {
    return importAnswer(await this.imports.get(id), languageOf(request.headers));
  }

  @Get(':id/file')
  @Requires('import')
  @ApiOperation({ summary: 'The file itself, to be saved' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(@Param('id') id: string): Promise<StreamableFile> {
    const found = await this.imports.get(id);
    return new StreamableFile(this.attachments.read(found), {
      type: 'application/octet-stream',
      disposition: contentDisposition(found.fileName),
      length: found.size,
    });
  }

  @Post(':id/apply')
  @HttpCode(200)
  @Requires('import')
  @ApiOperation({
    summary: 'Apply a checked import; refused (409) where the result would differ from what was checked',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiHeader(PREFER)
  @ApiOkResponse({ type: ImportAnswer })
  async apply(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<ImportAnswer> {
    let expected: string | null | undefined;
    const begun = await this.posts.once(request, async (tx) => {
      const started = await this.imports.begin(tx, id);
      expected = started.expected;
      return { id: started.id };
    });
    const run = async (digest: string | null): Promise<RunEnd> => {
      const bytes = await this.imports.file(await this.imports.get(begun.id));
      return this.imports.run(begun.id, bytes, digest);
    };
    const end = expected === undefined ? Promise.resolve({ refusal: null }) : run(expected);
    return this.answerWhenDone(begun.id, end, request, reply);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Requires('import')
  @ApiOperation({ summary: 'Take back what an import wrote: by retraction, nothing is deleted' })
  @ApiBody({ type: UndoImportDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: ImportAnswer })
  undo(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(UndoImportDto) submission: Submission<UndoImportDto>,
  ): Promise<ImportAnswer> {
    return this.posts.once(request, async (tx) =>
      importAnswer(await this.imports.undo(tx, id, submission), languageOf(request.headers)),
    );
  }

  /** Waits a while for the end; 202 where it goes on, 422 where faults kept an import from being applied. */
  private async answerWhenDone(
    id: string,
    end: Promise<RunEnd>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<ImportAnswer> {
    const waited = new AbortController();
    const early = delay(longestAnswer(request) * 1_000, null, { signal: waited.signal, ref: false }).catch(() => null);
    const ended = await Promise.race([end, early]);
    waited.abort();
    if (ended?.refusal) throw new Refusal(ended.refusal);
    const found = await this.imports.get(id);
    const language = languageOf(request.headers);
    const answer = importAnswer(found, language);
    if (found.state === 'running') void reply.status(202).header('location', `/api/v1/imports/${id}`);
    if (found.state !== 'refused') return answer;
    void reply.status(422).header('content-type', 'application/problem+json; charset=utf-8');
    const { code, message } = importRefused(found.fileName, answer.errorCount);
    return { ...{ type: 'about:blank', title: message[language], status: 422, code }, ...answer };
  }
}

/** Seconds. */
function longestAnswer(request: FastifyRequest): number {
  const [, wait] = /(?:^|[,;\s])wait=(\d{1,4})(?=$|[,;\s])/i.exec(String(request.headers['prefer'] ?? '')) ?? [];
  return wait === undefined ? LONGEST_ANSWER_S : Math.min(Number(wait), LONGEST_PREFERRED_S);
}
