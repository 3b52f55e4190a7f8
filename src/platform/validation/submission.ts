import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { type Fault, refuseIfAny } from '../../kernel/refusal.js';
import { clearableOf, type FieldFault } from './fields.js';

/**
 * Input whose form was checked: the well-formed fields, and a fault for every other. Services add the faults
 * that only the facts reveal, so that a caller learns of all of them at once.
 */
export interface Submission<T> {
  readonly value: Readonly<Partial<T>>;
  readonly faults: readonly Fault[];
  /** Lists some items of which are malformed, which `value` lacks: with null in the place of those. */
  readonly lists?: Readonly<Partial<Record<keyof T, readonly unknown[]>>>;
}

const DEEPEST = 16;

/** Checks `plain` (parsed JSON, a query string, command-line options) against a request class. */
export function submit<T extends object>(type: ClassConstructor<T>, plain: unknown): Submission<T> {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    return {
      value: {} as Partial<T>,
      faults: [malformed('', 'not-an-object', 'Cần một đối tượng JSON.', 'A JSON object is expected.')],
    };
  }
  if (isDeeperThan(plain, DEEPEST)) {
    return {
      value: {} as Partial<T>,
      faults: [malformed('', 'too-deep', 'Dữ liệu lồng quá sâu.', 'The input is nested too deeply.')],
    };
  }
  const hidden = hiddenFields(plain, '');
  const instance = plainToInstance(type, plain, { exposeUnsetFields: false });
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  const faulty = new Set(errors.map((error) => error.property));
  const clearable = clearableOf(type.prototype as object);
  const isGiven = (field: string, content: unknown): boolean =>
    content !== undefined && (content !== null || clearable.includes(field));
  const value = Object.fromEntries(
    Object.entries(instance).filter(([field, content]) => !faulty.has(field) && isGiven(field, content)),
  ) as Partial<T>;
  const lists = Object.fromEntries(
    errors.flatMap(({ property, children, constraints, value: items }) =>
      Array.isArray(items) && constraints === undefined
        ? [
            [
              property,
              withoutFaulty(
                items,
                (children ?? []).map((child) => child.property),
              ),
            ],
          ]
        : [],
    ),
  ) as Record<keyof T, unknown[]>;
  return { value, faults: [...hidden, ...errors.flatMap((error) => toFaults(error, ''))], lists };
}

/**
 * Checks `plain` as a change of something: what is absent stays, null takes away what a thing may lack, and null for
 * anything else is a fault, since to pass over it would let the caller believe that it is gone.
 */
export function submitChange<T extends object>(type: ClassConstructor<T>, plain: unknown): Submission<T> {
  const submission = submit(type, plain);
  const faulty = new Set(submission.faults.map(({ path }) => path));
  const kept = Object.entries(plain ?? {}).filter(
    ([field, content]) => content === null && !faulty.has(field) && !(field in submission.value),
  );
  return { ...submission, faults: [...submission.faults, ...kept.map(([field]) => notClearable(field))] };
}

/** What a field is after a change: as given, null too; where it was not given, as before. */
export function changedTo<T>(given: T | undefined, before: T): T {
  return given === undefined ? before : given;
}

function withoutFaulty(items: readonly unknown[], faulty: readonly string[]): unknown[] {
  return items.map((item, index) => (faulty.includes(String(index)) ? null : item));
}

/**
 * A list of a submission with null in the place of each malformed item, so that the facts are asked about the others;
 * undefined where it was not given, or is no list.
 */
export function itemsOf<T, K extends keyof T>(
  { value, lists }: Submission<T>,
  field: K,
): readonly (NonNullable<T[K]> extends readonly (infer Item)[] ? Item | null : never)[] | undefined {
  return (value[field] ?? lists?.[field]) as ReturnType<typeof itemsOf<T, K>>;
}

/** True for a fault that rests on a day which could not be read: what a code meant then is anybody's guess. */
export function isGuess(submission: Submission<unknown>, fault: Fault, ...days: string[]): boolean {
  const isMisread = submission.faults.some(({ path }) => days.includes(path));
  return isMisread && !submission.faults.includes(fault) && !fault.code.endsWith('-unknown');
}

/** One submission for each item of a body's only list, so that well-formed items are judged by the facts as well. */
export interface SubmissionList<T> {
  readonly items: readonly Submission<T>[];
  /** Faults of the list itself, or of fields beside it. */
  readonly faults: readonly Fault[];
}

/** Checks `plain` as an object whose only field `list` holds 1 to `max` items of a class. */
export function submitList<T extends object>(
  type: ClassConstructor<T>,
  plain: unknown,
  list: string,
  max: number,
): SubmissionList<T> {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    return { items: [], faults: submit(type, null).faults };
  }
  const { [list]: items, ...others } = plain as Record<string, unknown>;
  const faults = Object.keys(others).map(unknownField);
  if (!Array.isArray(items) || items.length === 0 || items.length > max) {
    const vi = `Cần một danh sách từ 1 đến ${max} mục.`;
    return {
      items: [],
      faults: [...faults, malformed(list, 'not-a-list', vi, `A list of 1 to ${max} items is expected.`)],
    };
  }
  return { items: items.map((item) => submit(type, item)), faults };
}

/** A withdrawal (all fields but `replacement`), and what comes in the place of what it withdraws; null: nothing does. */
export function submitWithReplacement<T extends object, R extends object>(
  type: ClassConstructor<T>,
  replacementType: ClassConstructor<R>,
  plain: unknown,
): [Submission<T>, Submission<R> | null] {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) return [submit(type, plain), null];
  const { replacement, ...rest } = plain as Record<string, unknown>;
  return [
    submit(type, rest),
    replacement === undefined || replacement === null ? null : submit(replacementType, replacement),
  ];
}

/** The checked value, or a Refusal with every fault of its form. */
export function accept<T extends object>(type: ClassConstructor<T>, plain: unknown): T {
  const { value, faults } = submit(type, plain);
  refuseIfAny(faults);
  return value as T;
}

/** Fields named like what every object has (`__proto__`, `constructor`), which class-transformer passes over in silence. */
function hiddenFields(plain: unknown, path: string): Fault[] {
  if (Array.isArray(plain)) return plain.flatMap((item, index) => hiddenFields(item, `${path}[${index}]`));
  if (plain === null || typeof plain !== 'object') return [];
  return Object.entries(plain).flatMap(([field, content]) => {
    const here = path === '' ? field : `${path}.${field}`;
    return field in Object.prototype ? [unknownField(here)] : hiddenFields(content, here);
  });
}

function toFaults(error: ValidationError, prefix: string): Fault[] {
  const path = /^\d+$/.test(error.property)
    ? `${prefix}[${error.property}]`
    : prefix === ''
      ? error.property
      : `${prefix}.${error.property}`;
  if (error.children && error.children.length > 0) return error.children.flatMap((child) => toFaults(child, path));
  const [constraint] = Object.keys(error.constraints ?? {});
  const known = constraint === undefined ? undefined : (error.contexts?.[constraint] as FieldFault | undefined);
  if (known) {
    const { vi, en } = known.message(error.value);
    return [malformed(path, known.code, vi, en)];
  }
  if (constraint === 'whitelistValidation') {
    return [unknownField(path)];
  }
  return [malformed(path, 'not-an-object', 'Cần một đối tượng JSON.', 'A JSON object is expected.')];
}

function unknownField(path: string): Fault {
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  return malformed(shown, 'unknown-field', `Không có trường "${shown}".`, `There is no field "${shown}".`);
}

function notClearable(path: string): Fault {
  const vi = 'Không thể bỏ trống trường này; nếu giữ nguyên thì đừng gửi.';
  return malformed(path, 'not-clearable', vi, 'This field cannot be cleared; leave it out to keep it as it is.');
}

function malformed(path: string, code: string, vi: string, en: string): Fault {
  return { path, code, kind: 'malformed', message: { vi, en } };
}

function isDeeperThan(root: object, limit: number): boolean {
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((parent) =>
      Object.values(parent).filter((child): child is object => child !== null && typeof child === 'object'),
    );
  }
  return false;
}
