import { ApiProperty } from '@nestjs/swagger';
import { type Language } from '../../kernel/ratio.js';
import { type Fault, type FaultKind } from '../../kernel/refusal.js';

/** A new kind of fault without a status does not compile. */
const statusOf: Readonly<Record<FaultKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  method: 405,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'precondition-required': 428,
  throttled: 429,
  busy: 503,
};

/** Which status speaks for faults of several kinds: the first of these that occurs. */
const gravest: readonly FaultKind[] = [
  'throttled',
  'unauthenticated',
  'forbidden',
  'too-large',
  'unsupported',
  'malformed',
  'precondition-required',
  'stale',
  'unprocessable',
  'conflict',
  'missing',
  'method',
  'busy',
];

export class ProblemError {
  @ApiProperty({ description: 'Where in the input, such as `entries[3].unit`; empty: the whole' })
  path: string;
  @ApiProperty({ description: 'Stable code of the fault' })
  code: string;
  @ApiProperty({ description: "A sentence in the caller's language" })
  message: string;
}

/** RFC 9457 problem details. */
export class ProblemDetails {
  @ApiProperty({ example: 'about:blank' })
  type: string;
  @ApiProperty({ description: "A sentence in the caller's language" })
  title: string;
  @ApiProperty({ example: 422 })
  status: number;
  @ApiProperty({ description: 'Stable code: that of the only fault, or `several-faults`' })
  code: string;
  @ApiProperty({ type: () => ProblemError, isArray: true, description: 'All faults' })
  errors: ProblemError[];
}

/** The answer that names every fault, in one language. */
export function problemOf(faults: readonly Fault[], language: Language): ProblemDetails {
  const kinds = new Set(faults.map((fault) => fault.kind));
  const kind = gravest.find((candidate) => kinds.has(candidate)) ?? 'malformed';
  const [only] = faults;
  return {
    type: 'about:blank',
    title:
      only && faults.length === 1
        ? only.message[language]
        : language === 'vi'
          ? `Có ${faults.length} lỗi; chưa có gì được ghi.`
          : `${faults.length} faults; nothing was written.`,
    status: statusOf[kind],
    code: only && faults.length === 1 ? only.code : 'several-faults',
    errors: faults.map(({ path, code, message, detail }) => ({ path, code, message: message[language], ...detail })),
  };
}
