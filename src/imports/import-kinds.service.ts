import { Injectable } from '@nestjs/common';
import { type ImportKind, type ImportKindName } from './import-kind.js';
import { DeploymentsKind } from './kinds/deployments.kind.js';

/** Everything that spreadsheets carry in and out. */
@Injectable()
export class ImportKinds {
  private readonly kinds: ReadonlyMap<string, ImportKind>;

  constructor(deployments: DeploymentsKind) {
    this.kinds = new Map([deployments].map((kind) => [kind.name, kind]));
  }

  get(name: ImportKindName): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`Nobody registered the kind ${name}`);
    return kind;
  }
}
