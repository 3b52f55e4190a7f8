import { type DeliveryRow } from './deliveries.queries.js';
import { type Parcel } from './parcels.service.js';

/** What is posted to a webhook: which report, its overview, and its files in base64 with their hashes. */
export function webhookBody({ report, letter, files }: Parcel, { round }: Pick<DeliveryRow, 'round'>): string {
  const { id, definition, name, period, periodFrom, periodTo, asOf, state, number, issuedOn, snapshotSha256 } = report;
  return JSON.stringify({
    type: state === 'draft' ? 'report.drafted' : 'report.issued',
    round,
    subject: letter.subject,
    overview: letter.overview.lines,
    report: {
      ...{ id, definition, name, period, periodFrom, periodTo, asOf, state, number, issuedOn, snapshotSha256 },
    },
    files: files.map(({ format, fileName, mediaType, sha256, bytes }) => ({
      ...{ format, fileName, mediaType, sha256, size: bytes.length },
      base64: bytes.toString('base64'),
    })),
  });
}
