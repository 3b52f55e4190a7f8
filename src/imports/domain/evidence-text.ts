import { tidy } from '../../kernel/vietnamese-text.js';
import { type EvidenceSaid, sameEvidence } from './decide-entries.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST = 20;
/** A title, an address and an id. */
const LONGEST_PIECE = 1400;

/**
 * Evidence in one cell, a piece a line: a title, an address in angle brackets, the id of a document in square ones.
 * `418/QĐ-UBND ngày 24/02/2016`, `Biên bản <https://…>`. What cannot be told so is written as JSON.
 */
export function printEvidence(evidence: readonly EvidenceSaid[]): string {
  if (evidence.length === 0) return '';
  const printed = evidence.map(printPiece).join('\n');
  const read = readEvidence(printed);
  return read && sameEvidence(read, evidence) ? printed : JSON.stringify(evidence);
}

/** The evidence that a cell tells of, or null where its JSON is none, or more than 20 pieces. */
export function readEvidence(text: string): EvidenceSaid[] | null {
  const pieces = text.startsWith('[{')
    ? readJson(text)
    : text
        .split('\n')
        .map(readPiece)
        .filter((piece) => piece !== null);
  return pieces && pieces.length <= MOST && pieces.every(isWithinBounds) ? pieces : null;
}

function printPiece({ title, url, document }: EvidenceSaid): string {
  const parts = [
    title,
    url === undefined ? undefined : `<${url}>`,
    document === undefined ? undefined : `[${document}]`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function readPiece(line: string): EvidenceSaid | null {
  const piece = tidy(line);
  const found =
    piece.length > LONGEST_PIECE
      ? null
      : /^(?<title>.*?) ?(?:<(?<url>[^<>]+)>|(?<bare>https?:\/\/\S+))? ?(?:\[(?<document>[0-9a-f-]{36})\])?$/u.exec(
          piece,
        );
  const { title = piece, url, bare, document } = found?.groups ?? {};
  const address = url ?? bare;
  const named = title === '' && document === undefined ? address : title;
  if (piece === '') return null;
  return {
    kind: address === undefined || document !== undefined ? 'document' : 'link',
    ...(named === undefined || named === '' ? {} : { title: named }),
    ...(document === undefined ? {} : { document }),
    ...(address === undefined ? {} : { url: address }),
  };
}

function readJson(text: string): EvidenceSaid[] | null {
  try {
    const pieces = JSON.parse(text) as unknown;
    return Array.isArray(pieces) && pieces.every(isEvidence) ? pieces : null;
  } catch {
    return null;
  }
}

function isEvidence(piece: unknown): piece is EvidenceSaid {
  if (piece === null || typeof piece !== 'object') return false;
  const { kind, ...rest } = piece as Record<string, unknown>;
  const known = Object.entries(rest).every(
    ([key, value]) => ['title', 'document', 'url'].includes(key) && typeof value === 'string',
  );
  return (kind === 'document' || kind === 'link') && known && ('title' in rest || 'document' in rest);
}

function isWithinBounds({ title, url, document }: EvidenceSaid): boolean {
  return (title ?? '').length <= 300 && (url ?? '').length <= 1000 && (document === undefined || ID.test(document));
}
