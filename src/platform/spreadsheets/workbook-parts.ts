import { type Archive } from './archive.js';
import { attributeOf, isTrue, readMarkup } from './markup.js';
import { damaged, otherKind, tooManyParts } from './spreadsheet.errors.js';
import { LIMITS } from './limits.js';

/** What a workbook consists of; paths are those of parts in the package, null where it has none. */
export interface WorkbookParts {
  readonly from1904: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  readonly sheets: readonly SheetPart[];
}

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

interface Relationship {
  readonly id: string;
  /** The last word of the type: `worksheet`, `styles`; transitional and strict workbooks differ in what stands before. */
  readonly type: string;
  readonly path: string;
}

/** Finds the parts of a workbook by their relationships; what they are called, and where they are, is up to the writer. */
export async function findParts(archive: Archive): Promise<WorkbookParts> {
  const path = (await relationshipsOf(archive, '')).find(({ type }) => type === 'officeDocument')?.path;
  if (path === undefined) throw otherKind('other');
  if (path.toLowerCase().endsWith('.bin')) throw otherKind('xlsb');
  const related = await relationshipsOf(archive, path);
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  const seen = { root: '' };
  await readMarkup(path, archive.text(path), {
    open: (name, attributes) => {
      seen.root ||= name;
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const { name: title = '', state = 'visible' } = attributes;
      listed.push({
        name: title.normalize('NFC'),
        hidden: state !== 'visible',
        id: attributeOf(attributes, 'id') ?? '',
      });
    },
  });
  if (seen.root !== 'workbook') throw otherKind('other');
  if (listed.length > LIMITS.sheets) throw tooManyParts(LIMITS.sheets);
  const byId = new Map(related.map((one) => [one.id, one]));
  const sheets = listed.flatMap(({ name, hidden, id }): SheetPart[] => {
    const sheet = byId.get(id);
    if (!sheet || (sheet.type === 'worksheet' && !archive.has(sheet.path))) throw damaged(name);
    // Sheets that are a chart or a dialogue have no cells.
    return sheet.type === 'worksheet' ? [{ name, hidden, path: sheet.path }] : [];
  });
  if (sheets.length === 0) throw damaged(path);
  const first = (type: string): string | null => {
    const found = related.find((one) => one.type === type)?.path;
    return found !== undefined && archive.has(found) ? found : null;
  };
  return { from1904, sharedStrings: first('sharedStrings'), styles: first('styles'), sheets };
}

/** The relationships of a part; those of the package itself are asked for by an empty path. */
async function relationshipsOf(archive: Archive, path: string): Promise<Relationship[]> {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  const file = `${folder}_rels/${path.slice(slash + 1)}.rels`;
  const found: Relationship[] = [];
  if (!archive.has(file)) return found;
  await readMarkup(file, archive.text(file), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      // What lies outside the file is not fetched.
      if (name !== 'Relationship' || TargetMode === 'External') return;
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path: resolve(folder, Target) });
    },
  });
  return found;
}

/** A target within the package; `..` never leaves it. */
function resolve(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).replaceAll('\\', '/').split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
