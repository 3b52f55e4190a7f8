import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type ServiceOptions } from '../../config/service-options.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';

/** The last link of the chain: its number and its seal. */
export interface AuditHead {
  readonly seq: number;
  readonly mac: Buffer;
}

/** `1205:9f3c…`: the head as reports print it, and as `audit verify --head` takes it. */
export function printHead({ seq, mac }: AuditHead): string {
  return `${seq}:${mac.toString('hex')}`;
}

/** Null for what is no printed head. */
export function readHead(text: string): AuditHead | null {
  const [, seq, mac] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return seq === undefined || mac === undefined ? null : { seq: Number(seq), mac: Buffer.from(mac, 'hex') };
}

/** The head outside of the database: whoever cuts the end off there cannot cut it off here. */
@Injectable()
export class AuditHeadFile {
  constructor(@Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions) {}

  async read(): Promise<AuditHead | null> {
    try {
      return readHead(await readFile(this.options.auditHeadFile, 'utf8'));
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return null;
      throw error;
    }
  }

  async write(head: AuditHead): Promise<void> {
    const { auditHeadFile } = this.options;
    await mkdir(dirname(auditHeadFile), { recursive: true, mode: 0o700 });
    await writeFile(`${auditHeadFile}.new`, `${printHead(head)}\n`, { mode: 0o600 });
    await rename(`${auditHeadFile}.new`, auditHeadFile);
  }
}
