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
 * What every route that anybody with a scope may use does with places, decided by hand: a probe, why no place makes a
 * difference, or which test tries it. A new route shows here, as in the matrix of rights. What other rights let somebody
 * do is about one account, or is done everywhere.
 */
export const SCOPE_OF_ROUTE: Record<string, Probe | string> = {
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
  'GET /late-entries': {
    path: ({ since }) => `/late-entries?since=${encodeURIComponent(since)}&limit=500`,
    shows: unit,
  },
  'GET /reorganisations': 'public law',
  'GET /reorganisations/{id}': 'public law',
  'GET /sets': 'names of sets are no places',
  'GET /sets/{code}': { path: (place) => `/sets/${place.setCode}`, shows: unit },
  'GET /systems': 'who owns a system is public',
  'GET /systems/{code}': 'who owns a system is public',
  'GET /systems/{code}/applicability': 'rules are public law',
  'GET /units': { path: () => '/units?asOf=2016-12-31&limit=500', shows: unit },
  'GET /units/{idOrCode}': { path: (place) => `/units/${place.unitId}?asOf=2016-12-31`, shows: unit },
  'GET /units/{idOrCode}/history': { path: (place) => `/units/${place.unitId}/history`, shows: unit },
  'GET /units/{idOrCode}/lineage': { path: (place) => `/units/${place.unitId}/lineage?asOf=2016-12-31` },
  'PATCH /documents/{id}': {
    path: (place) => `/documents/${place.documentId}`,
    body: () => ({ title: 'Quyết định khác' }),
  },
  'POST /contacts': {
    path: () => '/contacts',
    body: (place) => ({ unit: place.unitId, name: 'Đầu mối mới', validFrom: '2016-07-01' }),
  },
  'POST /contacts/{id}/retraction': { path: (place) => `/contacts/${place.contactId}/retraction`, body: reason },
  'POST /deployments': { path: () => '/deployments', body: entryAt },
  'POST /deployments/batch': { path: () => '/deployments/batch', body: (place) => ({ entries: [entryAt(place)] }) },
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
  'GET /activities': 'a scope of its own: see activities.test.ts',
  'GET /activities/figures': 'a scope of its own: see activities.test.ts',
  'GET /activities/{id}': 'a scope of its own: see activities.test.ts',
  'GET /completeness': 'a scope of its own: see indicators.test.ts',
  'GET /completeness/units': 'a scope of its own: see indicators.test.ts',
  'GET /duties': 'who owes what is public',
  'GET /exports/{kind}.csv': { path: () => '/exports/deployments.csv', shows: (place) => place.code },
  'GET /exports/{kind}.xlsx': 'the same rows as the CSV',
  'GET /holidays': 'no place',
  'GET /imports': "one's own; its rows are written as any others are",
  'GET /imports/template/{kind}.xlsx': 'no place',
  'GET /imports/{id}': "one's own; its rows are written as any others are",
  'GET /imports/{id}/file': "one's own; its rows are written as any others are",
  'GET /indicator-values/{id}': 'a scope of its own: see indicators.test.ts',
  'GET /indicators': 'what is measured is public',
  'GET /indicators/{code}': 'what is measured is public',
  'GET /indicators/{code}/figures': 'a scope of its own: see indicators.test.ts',
  'GET /indicators/{code}/values': 'a scope of its own: see indicators.test.ts',
  'GET /reminders': 'a scope of its own: see indicators.test.ts',
  'GET /scorecards': 'criteria are public',
  'GET /scorecards/{code}': 'criteria are public',
  'GET /scorecards/{code}/results': 'a scope of its own: see scorecards.test.ts',
  'GET /scorecards/{code}/results/{id}': 'a scope of its own: see scorecards.test.ts',
  'GET /scorecards/{code}/scores': 'a scope of its own: see scorecards.test.ts',
  'GET /scorecards/{code}/scores/{unit}': 'a scope of its own: see scorecards.test.ts',
  'GET /targets': 'a scope of its own: see targets.test.ts',
  'GET /targets/{id}': 'a scope of its own: see targets.test.ts',
  'POST /activities': 'a scope of its own: see activities.test.ts',
  'POST /activities/batch': 'a scope of its own: see activities.test.ts',
  'POST /activities/{id}/retraction': 'a scope of its own: see activities.test.ts',
  'POST /imports': "one's own; its rows are written as any others are",
  'POST /imports/{id}/apply': "one's own; its rows are written as any others are",
  'POST /imports/{id}/undo': "one's own; its rows are written as any others are",
  'POST /indicator-values': 'a scope of its own: see indicators.test.ts',
  'POST /indicator-values/batch': 'a scope of its own: see indicators.test.ts',
  'POST /indicator-values/{id}/retraction': 'a scope of its own: see indicators.test.ts',
  'POST /scorecards/{code}/assessments': 'a scope of its own: see scorecards.test.ts',
  'POST /scorecards/{code}/assessments/retraction': 'a scope of its own: see scorecards.test.ts',
};
