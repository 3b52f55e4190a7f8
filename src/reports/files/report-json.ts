import { canonicalJson } from '../domain/canonical-json.js';
import { type Snapshot } from '../domain/snapshot.js';
import { placeRows } from '../domain/writing/places.js';
import { type Edition } from '../domain/writing/report-writer.js';
import { beginWriting } from '../domain/writing/writing.js';
import { type ReportRow } from '../reports.queries.js';

/**
 * The report as data: what it bears, its figures by place with the units behind each (ids of `snapshot.units`), and its
 * snapshot byte for byte, so that whoever has it can check the hash.
 */
export function reportJson(
  report: ReportRow,
  edition: Edition,
  { snapshot, json }: { readonly snapshot: Snapshot; readonly json: string },
): Buffer {
  const { id, definition, definitionVersion, period, asOf, revision } = report;
  const about = { id, definition, definitionVersion, period, asOf, revision, ...edition };
  return Buffer.from(
    `{"report":${canonicalJson(about)},"places":${canonicalJson(placeFigures(snapshot))},"snapshot":${json}}\n`,
  );
}

function placeFigures(snapshot: Snapshot) {
  const writing = beginWriting(snapshot);
  const { places } = writing;
  if (!places) return [];
  return placeRows(places, writing.systemsOf('places')).map(({ place, title, figures }) => ({
    ...{ place, title, level: places.level },
    figures: figures.map(({ system, figure, units }) => ({ system: system.code, figure, units })),
  }));
}
