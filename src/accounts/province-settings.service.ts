import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessState } from '../access/access-state.service.js';
import { AuditLog } from '../audit/audit-log.js';
import {
  type AccessSettings,
  lockAccessSettings,
  selectAccessSettings,
  updateAccessSettings,
} from './accounts.queries.js';

export { type AccessSettings } from './accounts.queries.js';

/** What the province decides about who gets in: who reads without signing in, and who needs a second factor to. */
@Injectable()
export class ProvinceSettings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  async get(): Promise<AccessSettings> {
    return selectAccessSettings(this.dataSource.manager);
  }

  /** What is not named stays as it is; in force everywhere within a second, for whoever is signed in as well. */
  async change(asked: Partial<AccessSettings>): Promise<AccessSettings> {
    const after = await this.dataSource.transaction(async (db) => {
      const before = await lockAccessSettings(db);
      const changed = { ...before, ...asked };
      await updateAccessSettings(db, changed);
      for (const id of ['published', 'secondFactorRoles'] as const) {
        if (asked[id] === undefined) continue;
        const states = { before: { [id]: before[id] }, after: { [id]: changed[id] } };
        await this.audit.record(db, { subject: { type: 'setting', id }, ...states });
      }
      return changed;
    });
    await this.state.confirm();
    return after;
  }
}
