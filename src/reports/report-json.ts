import { canonicalJson } from './domain/canonical-json.js';
import { type Edition } from './domain/writing/report-writer.js';
import { type ReportRow } from './reports.queries.js';

/** The report as data: what it bears, and its snapshot byte for byte, so that whoever has it can check the hash. */
export function reportJson(report: ReportRow, edition: Edition, snapshot: string): Buffer {
  const { id, definition, definitionVersion, period, asOf, revision } = report;
  const about = { id, definition, definitionVersion, period, asOf, revision, ...edition };
  return Buffer.from(`{"report":${canonicalJson(about)},"snapshot":${snapshot}}\n`);
}
