import { type ImportKind, type ImportKindName } from './import-kind.js';

/** Everything that spreadsheets carry in and out. */
export class ImportKinds {
  private readonly kinds: ReadonlyMap<string, ImportKind>;

  constructor(all: readonly ImportKind[]) {
    this.kinds = new Map(all.map((kind) => [kind.name, kind]));
  }

  get(name: ImportKindName): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`Nobody registered the kind ${name}`);
    return kind;
  }
}
