/** A commune with what was recorded of it, inside of the scopes that are tried or outside. */
export interface Place {
  readonly code: string;
  readonly unitId: string;
  readonly districtCode: string;
  readonly entryId: number;
  readonly contactId: string;
  readonly documentId: string;
  readonly sha256: string;
  readonly setCode: string;
  /** Before any of it was recorded. */
  readonly since: string;
}

/** A request about a place. Reading: what its answer shows where the caller may see it; absent: its status says it. */
export interface Probe {
  readonly path: (place: Place) => string;
  readonly body?: (place: Place) => object;
  readonly shows?: (place: Place) => string;
}

const unit = ({ unitId }: Place): string => unitId;
const entryAt = ({ unitId }: Place): object => ({
  ...{ unit: unitId, system: 'e-office', stage: 'live', effectiveOn: '2016-12-20' },
});
const reason = (): object => ({ reason: 'thử' });
const subject = ({ entryId }: Place): object => ({ subject: { type: 'deployment-entry', id: String(entryId) } });

const WITHIN = ({ districtCode }: Place): string => `asOf=2016-12-31&within=${districtCode}`;

/**
 * What every route does with places, decided by hand: a probe, or why no place makes a difference. A new route shows
 * here, as in the matrix of rights.
 */
export const SCOPE_OF_ROUTE: Record<string, Probe | string> = {
  'DELETE /session': 'one account',
  'DELETE /sessions': 'one account',
  'DELETE /tokens/{id}': 'one account',
  'GET /accounts': 'administrators read everything',
  'GET /accounts/{idOrName}': 'administrators read everything',
  'GET /accounts/{idOrName}/tokens': 'administrators read everything',
  'GET /audit': 'administrators read everything',
  'GET /audit.csv': 'administrators read everything',
  'GET /audit.json': 'administrators read everything',
  'GET /audit/{id}': 'administrators read everything',
  'GET /contacts': { path: (place) => `/contacts?unit=${place.unitId}`, shows: (place) => place.contactId },
  'GET /coverage': { path: (place) => `/coverage?${WITHIN(place)}` },
  'GET /coverage.csv': { path: (place) => `/coverage.csv?${WITHIN(place)}` },
  'GET /coverage.xlsx': { path: (place) => `/coverage.xlsx?${WITHIN(place)}` },
  'GET /coverage/bridge': {
    path: (place) => `/coverage/bridge?from=2016-01-01&to=2016-12-31&within=${place.districtCode}`,
  },
  'GET /coverage/trend': {
    path: (place) => `/coverage/trend?from=2016-01-01&to=2016-12-31&within=${place.districtCode}`,
  },
  'GET /coverage/units': {
    path: () => '/coverage/units?system=e-office&list=covered&level=commune&asOf=2016-12-31&limit=500',
    shows: unit,
  },
  'GET /declarations': { path: () => '/declarations?limit=500', shows: (place) => `${place.districtCode} tự công bố` },
  'GET /deployments': { path: () => '/deployments?asOf=2016-12-31&limit=500&system=e-office', shows: unit },
  'GET /deployments/history': { path: () => '/deployments/history?limit=500&system=e-office', shows: unit },
  'GET /deployments/stranded': 'no scope holds a unit on days after its end; for editors',
  'GET /deployments/{id}': { path: (place) => `/deployments/${place.entryId}`, shows: unit },
  'GET /documents': { path: () => '/documents?limit=500', shows: (place) => place.documentId },
  'GET /documents/{id}': { path: (place) => `/documents/${place.documentId}`, shows: (place) => place.documentId },
  'GET /documents/{id}/attachments/{sha256}': {
    path: (place) => `/documents/${place.documentId}/attachments/${place.sha256}`,
    shows: (place) => `tệp của ${place.code}`,
  },
  'GET /exemptions': { path: () => '/exemptions?limit=500', shows: unit },
  'GET /health/live': 'no place',
  'GET /health/ready': 'no place',
  'GET /late-entries': {
    path: ({ since }) => `/late-entries?since=${encodeURIComponent(since)}&limit=500`,
    shows: unit,
  },
  'GET /me': 'one account',
  'GET /reorganisations': 'public law',
  'GET /reorganisations/{id}': 'public law',
  'GET /reorganisations/{id}/decisions': 'editors read everything',
  'GET /session/sso': 'no place',
  'GET /session/sso/begin': 'no place',
  'GET /session/sso/callback': 'no place',
  'GET /session/sso/end': 'no place',
  'GET /sessions': 'one account',
  'GET /sets': 'names of sets are no places',
  'GET /sets/{code}': { path: (place) => `/sets/${place.setCode}`, shows: unit },
  'GET /settings': 'administrators read everything',
  'GET /systems': 'who owns a system is public',
  'GET /systems/{code}': 'who owns a system is public',
  'GET /systems/{code}/applicability': 'rules are public law',
  'GET /tokens': 'one account',
  'GET /units': { path: () => '/units?asOf=2016-12-31&limit=500', shows: unit },
  'GET /units/{idOrCode}': { path: (place) => `/units/${place.unitId}?asOf=2016-12-31`, shows: unit },
  'GET /units/{idOrCode}/history': { path: (place) => `/units/${place.unitId}/history`, shows: unit },
  'GET /units/{idOrCode}/lineage': { path: (place) => `/units/${place.unitId}/lineage?asOf=2016-12-31` },
  'PATCH /accounts/{idOrName}': 'administrators write everywhere',
  'PATCH /documents/{id}': {
    path: (place) => `/documents/${place.documentId}`,
    body: () => ({ title: 'Quyết định khác' }),
  },
  'PATCH /exemptions/{id}': 'editors write everywhere',
  'PATCH /settings': 'administrators write everywhere',
  'PATCH /systems/{code}': 'editors write everywhere',
  'PATCH /systems/{code}/applicability/{id}': 'editors write everywhere',
  'PATCH /units/{idOrCode}': 'editors write everywhere',
  'POST /accounts': 'administrators write everywhere',
  'POST /accounts/{idOrName}/reset': 'administrators write everywhere',
  'POST /accounts/{idOrName}/sign-out': 'administrators write everywhere',
  'POST /contacts': {
    path: () => '/contacts',
    body: (place) => ({ unit: place.unitId, name: 'Đầu mối mới', validFrom: '2016-07-01' }),
  },
  'POST /contacts/{id}/retraction': { path: (place) => `/contacts/${place.contactId}/retraction`, body: reason },
  'POST /declarations': 'editors write everywhere',
  'POST /declarations/{id}/retraction': 'editors write everywhere',
  'POST /deployments': { path: () => '/deployments', body: entryAt },
  'POST /deployments/batch': { path: () => '/deployments/batch', body: (place) => ({ entries: [entryAt(place)] }) },
  'POST /deployments/stranded/move': 'editors write everywhere',
  'POST /deployments/{id}/retraction': { path: (place) => `/deployments/${place.entryId}/retraction`, body: reason },
  'POST /documents': "one's own",
  'POST /documents/{id}/attachments': 'a form: see documents-rights.test.ts',
  'POST /documents/{id}/attachments/{sha256}/retraction': {
    path: (place) => `/documents/${place.documentId}/attachments/${place.sha256}/retraction`,
    body: reason,
  },
  'POST /documents/{id}/links': { path: (place) => `/documents/${place.documentId}/links`, body: subject },
  'POST /documents/{id}/links/retraction': {
    path: (place) => `/documents/${place.documentId}/links/retraction`,
    body: (place) => ({ ...subject(place), ...reason() }),
  },
  'POST /exemptions': 'editors write everywhere',
  'POST /exemptions/{id}/retraction': 'editors write everywhere',
  'POST /me/password': 'one account',
  'POST /me/second-factor': 'one account',
  'POST /me/second-factor/confirmation': 'one account',
  'POST /me/second-factor/end': 'one account',
  'POST /reorganisations': 'editors write everywhere',
  'POST /reorganisations/preview': 'editors read everything',
  'POST /reorganisations/{id}/decisions': 'editors write everywhere',
  'POST /reorganisations/{id}/undo': 'editors write everywhere',
  'POST /session': 'no place',
  'POST /session/link': 'no place',
  'POST /sets': 'editors write everywhere',
  'POST /sets/{code}/members': 'editors write everywhere',
  'POST /systems': 'editors write everywhere',
  'POST /systems/{code}/applicability': 'editors write everywhere',
  'POST /tokens': 'one account',
  'POST /units': 'editors write everywhere',
};
