import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessState } from '../access/access-state.service.js';
import { AuditLog } from '../audit/audit-log.js';
import { selectPublished, updatePublished } from './accounts.queries.js';

/** Whether anybody may read the figures without signing in. */
@Injectable()
export class Publication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  async isOn(): Promise<boolean> {
    return selectPublished(this.dataSource.manager);
  }

  async set(published: boolean): Promise<void> {
    await this.dataSource.transaction(async (db) => {
      const before = { published: await selectPublished(db) };
      await updatePublished(db, published);
      await this.audit.record(db, { subject: { type: 'setting', id: 'published' }, before, after: { published } });
    });
    await this.state.confirm();
  }
}
