import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { type ClassConstructor, Transform, Type } from 'class-transformer';
import { isEmail, IsOptional, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { hasControlCharacters } from '../../kernel/control-characters.js';
import { isInstant } from '../../kernel/instant.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { tidy } from '../../kernel/vietnamese-text.js';

/** What a field says when its form is wrong; travels with the constraint as its context. */
export interface FieldFault {
  code: string;
  message(read: unknown): { vi: string; en: string };
}

export interface FieldOptions {
  description: string;
  optional?: boolean;
  /** Optional; and null says that there is none, which a submission keeps. */
  clearable?: boolean;
  /** Another field: where that is given, this one is not needed. */
  unless?: string;
  example?: unknown;
}

/**
 * Text without control characters, spaces tidied, Unicode NFC; `max` counts UTF-16 units after tidying. With `lines` it
 * may have several, which end in `\n`; with `verbatim` it is taken as it is.
 */
export function Text(options: FieldOptions & { max?: number; lines?: boolean; verbatim?: boolean }): PropertyDecorator {
  const max = options.max ?? 200;
  const lines = options.lines ?? false;
  return field(options, { type: 'string', minLength: 1, maxLength: max }, [
    Transform(({ value }: { value: unknown }) =>
      typeof value !== 'string' || options.verbatim ? value : (lines ? tidyLines : tidy)(value),
    ),
    rule('text', (value) => typeof value === 'string', {
      code: 'not-text',
      message: () => ({ vi: 'Cần một chuỗi ký tự.', en: 'Text is expected.' }),
    }),
    rule('filled', (value) => typeof value !== 'string' || value !== '', {
      code: 'empty',
      message: () => ({ vi: 'Không được để trống.', en: 'It must not be empty.' }),
    }),
    rule('printable', (value) => typeof value !== 'string' || !hasControlCharacters(value, lines), {
      code: 'control-character',
      message: () => ({ vi: 'Có ký tự điều khiển không hợp lệ.', en: 'It holds a control character.' }),
    }),
    rule('length', (value) => typeof value !== 'string' || value.length <= max, {
      code: 'too-long',
      message: () => ({ vi: `Dài quá ${max} ký tự.`, en: `It is longer than ${max} characters.` }),
    }),
  ]);
}

function tidyLines(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** A list of `min` to `most` lines of text of at most `max` characters each, none empty; spaces tidied, Unicode NFC. */
export function Texts(options: FieldOptions & { min?: number; most: number; max?: number }): PropertyDecorator {
  const { min = 0, most, max = 200 } = options;
  const items = { type: 'string' as const, minLength: 1, maxLength: max };
  return field(options, { type: 'array', items, minItems: min, maxItems: most }, [
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) ? value.map((text: unknown) => (typeof text === 'string' ? tidy(text) : text)) : value,
    ),
    rule(
      'texts',
      (value) => Array.isArray(value) && value.length >= min && value.length <= most && value.every(isLine),
      {
        code: 'not-texts',
        message: () => ({
          vi: `Cần một danh sách từ ${min} đến ${most} dòng chữ, mỗi dòng tối đa ${max} ký tự.`,
          en: `A list of ${min} to ${most} lines of text is expected, each of at most ${max} characters.`,
        }),
      },
    ),
  ]);

  function isLine(text: unknown): boolean {
    return typeof text === 'string' && text !== '' && text.length <= max && !hasControlCharacters(text);
  }
}

/** An e-mail address; its domain in Latin letters. */
export function Email(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', format: 'email', maxLength: 254 }, [
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    rule('email', (value) => typeof value === 'string' && isEmail(value), {
      code: 'not-an-email',
      message: (read) => ({
        vi: `${quote(read)} không phải là địa chỉ thư điện tử.`,
        en: `${quote(read)} is not an e-mail address.`,
      }),
    }),
  ]);
}

/** A telephone number as people write it: `0276 3822 233`, `+84 276.3822.233 máy lẻ 12`. */
export function Telephone(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', maxLength: 40, example: '0276 3822 233' }, [
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidy(value) : value)),
    rule('telephone', (value) => typeof value === 'string' && isTelephone(value), {
      code: 'not-a-telephone-number',
      message: (read) => ({
        vi: `${quote(read)} không phải là số điện thoại; viết theo dạng 0276 3822 233.`,
        en: `${quote(read)} is not a telephone number; write it as 0276 3822 233.`,
      }),
    }),
  ]);
}

/** A day `YYYY-MM-DD` that exists. */
export function Day(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', format: 'date', example: options.example ?? '2016-12-31' }, [
    rule('day', isLocalDate, {
      code: 'not-a-day',
      message: (read) => ({
        vi: `${quote(read)} không phải là một ngày có thật; viết theo dạng 2016-12-31.`,
        en: `${quote(read)} is not a day that exists; write it as 2016-12-31.`,
      }),
    }),
  ]);
}

/** An instant, RFC 3339 with an offset and at most six decimals. A blank where `+` belongs is read as `+`. */
export function Instant(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', format: 'date-time', example: '2017-01-05T00:00:00.000000+07:00' }, [
    // In a query string an unescaped + arrives as a blank.
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.replace(/ (?=\d{2}:\d{2}$)/, '+') : value,
    ),
    rule('instant', isInstant, {
      code: 'not-an-instant',
      message: (read) => ({
        vi: `${quote(read)} không phải là một thời điểm; viết theo dạng 2017-01-05T00:00:00+07:00.`,
        en: `${quote(read)} is not an instant; write it as 2017-01-05T00:00:00+07:00.`,
      }),
    }),
  ]);
}

/** One of a fixed list of words. */
export function OneOf(values: readonly string[], options: FieldOptions): PropertyDecorator {
  const words = { enum: [...values] };
  // Of a query Nest's Swagger drops `enum` and keeps `schema`; of a body `describeApi` drops that.
  return field(options, { type: 'string', ...words, schema: words } as ApiPropertyOptions, [
    rule('oneOf', (value) => typeof value === 'string' && values.includes(value), {
      code: 'not-one-of',
      message: (read) => notOneOf(read, values),
    }),
  ]);
}

/** Words of a fixed list, separated by commas or given repeatedly; each at most once, and none at all with `orNone`. */
export function SomeOf(values: readonly string[], options: FieldOptions & { orNone?: boolean }): PropertyDecorator {
  const isNone = (value: unknown): boolean => options.orNone === true && Array.isArray(value) && value.length === 0;
  return field(options, { type: 'array', items: { type: 'string', enum: [...values] } }, [
    splitCommas(),
    rule('someOf', (value) => isNone(value) || isListOf(value, (word) => values.includes(word)), {
      code: 'not-one-of',
      message: (read) => notOneOf(read, values),
    }),
  ]);
}

/** Codes or ids, separated by commas or given repeatedly, at most `max` of them. */
export function References(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 100;
  return field(options, { type: 'array', items: { type: 'string' } }, [
    splitCommas(),
    rule('references', (value) => isListOf(value, isReference) && (value as unknown[]).length <= max, {
      code: 'not-a-reference',
      message: (read) => ({
        vi: `${quote(read)} không phải là danh sách mã (tối đa ${max}).`,
        en: `${quote(read)} is not a list of codes (at most ${max}).`,
      }),
    }),
  ]);
}

/** The code or the id of a thing. */
export function Reference(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', maxLength: 64 }, [
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidy(value) : value)),
    rule('reference', (value) => typeof value === 'string' && isReference(value), {
      code: 'not-a-reference',
      message: (read) => ({ vi: `${quote(read)} không phải là một mã.`, en: `${quote(read)} is not a code.` }),
    }),
  ]);
}

/** A whole number; in a query string, its digits. */
export function WholeNumber(options: FieldOptions & { min?: number; max?: number }): PropertyDecorator {
  const min = options.min ?? 0;
  const max = options.max ?? 2_147_483_647;
  return field(options, { type: 'integer', minimum: min, maximum: max }, [
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value,
    ),
    rule('wholeNumber', (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max, {
      code: 'not-a-whole-number',
      message: (read) => ({
        vi: `${quote(read)} không phải là số nguyên từ ${min} đến ${max}.`,
        en: `${quote(read)} is not a whole number from ${min} to ${max}.`,
      }),
    }),
  ]);
}

/** True or false; in a query string, those words. */
export function Flag(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'boolean' }, [
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    rule('flag', (value) => typeof value === 'boolean', {
      code: 'not-a-flag',
      message: (read) => ({
        vi: `${quote(read)} không phải là true hay false.`,
        en: `${quote(read)} is not true or false.`,
      }),
    }),
  ]);
}

/**
 * A list of objects of a class, each checked by its own rules. Swagger knows a class that is named later by the function's
 * name, `type`, which only a function written in its place has.
 */
export function ListOf(
  type: () => ClassConstructor<object>,
  options: FieldOptions & { min?: number; max: number },
): PropertyDecorator {
  const min = options.min ?? 0;
  return field(options, { type: () => type(), isArray: true, minItems: min, maxItems: options.max }, [
    Type(type),
    ValidateNested({ each: true }),
    rule('list', (value) => Array.isArray(value) && value.length >= min && value.length <= options.max, {
      code: 'not-a-list',
      message: () => ({
        vi: `Cần một danh sách từ ${min} đến ${options.max} mục.`,
        en: `A list of ${min} to ${options.max} items is expected.`,
      }),
    }),
  ]);
}

/** An object of a class, checked by its own rules. */
export function Nested(type: () => ClassConstructor<object>, options: FieldOptions): PropertyDecorator {
  return field(options, { type: () => type() }, [
    Type(type),
    ValidateNested(),
    rule('object', (value) => value !== null && typeof value === 'object' && !Array.isArray(value), {
      code: 'not-an-object',
      message: () => ({ vi: 'Cần một đối tượng JSON.', en: 'A JSON object is expected.' }),
    }),
  ]);
}

/** What every kind of field is made of: its place in the interface description, presence first, then its checks. */
export function field(options: FieldOptions, api: ApiPropertyOptions, checks: PropertyDecorator[]): PropertyDecorator {
  const clearable = options.clearable ?? false;
  const optional = clearable || (options.optional ?? false);
  const described = {
    ...api,
    ...(clearable ? { nullable: true } : {}),
    description: options.description,
    required: !optional && options.unless === undefined,
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions;
  // class-validator runs the last one first and stops there: presence is judged before form.
  const presence = optional
    ? IsOptional()
    : rule('present', isGiven, {
        code: 'required',
        message: () => ({ vi: 'Thiếu trường này.', en: 'This field is missing.' }),
      });
  const { unless } = options;
  const needed = (object: Record<string, unknown>, value: unknown): boolean =>
    unless === undefined || isGiven(value) || !isGiven(object[unless]);
  return applyDecorators(
    ApiProperty(described),
    ...(clearable ? [markClearable] : []),
    ValidateIf(needed),
    presence,
    ...checks,
  );
}

const CLEARABLE = Symbol('clearable');

const markClearable: PropertyDecorator = (target, name) => {
  Reflect.defineMetadata(CLEARABLE, [...clearableOf(target), String(name)], target);
};

/** Names of the fields of a class, by its prototype, of which null says that there is none. */
export function clearableOf(prototype: object): readonly string[] {
  return (Reflect.getMetadata(CLEARABLE, prototype) as string[] | undefined) ?? [];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function rule(name: string, test: (value: unknown) => boolean, fault: FieldFault): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: test, defaultMessage: () => fault.code } }, { context: fault });
}

function isTelephone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return text.length <= 40 && digits >= 6 && /^\+?[\d .()/-]+(?:máy lẻ \d{1,6})?$/u.test(text);
}

function splitCommas(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    if (value === null) return null;
    const parts = Array.isArray(value) ? (value as unknown[]) : [value];
    return parts.flatMap((part) => (typeof part === 'string' ? part.split(',').map(tidy) : [part]));
  });
}

function isListOf(value: unknown, test: (word: string) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((word) => typeof word === 'string' && test(word))
  );
}

/** Letters, digits and the signs that codes hold; what is none of it can name nothing. */
export function isReference(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}.&_-]{0,63}$/u.test(text);
}

function notOneOf(read: unknown, values: readonly string[]): { vi: string; en: string } {
  return {
    vi: `${quote(read)} không nằm trong: ${values.join(', ')}.`,
    en: `${quote(read)} is not one of: ${values.join(', ')}.`,
  };
}

export function quote(read: unknown): string {
  const text = Array.isArray(read)
    ? read.join(', ')
    : typeof read === 'string'
      ? read
      : ((JSON.stringify(read) as string | undefined) ?? '');
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
