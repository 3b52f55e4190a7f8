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
  /** A report on its district, issued, and the signed copy of it. */
  readonly reportId: string;
  readonly signed: string;
  /** A training that it held itself, and its title. */
  readonly activityId: number;
  readonly title: string;
  /** Of the indicator `chi-so-thu`, in December 2016; no other place states the same amount. */
  readonly valueId: number;
  readonly amount: number;
  /** For its district. */
  readonly targetId: string;
  /** The district, which the scorecard `thu` scores. */
  readonly districtId: string;
  /** The result of 2015, the same for all places. */
  readonly resultId: string;
}

/**
 * A request about a place. Reading: what its answer shows where the caller may see it; absent: its status says it. Of a
 * workbook its sheets are read.
 */
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

const district = ({ districtId }: Place): string => districtId;
const title = (place: Place): string => place.title;
const trainingAt = ({ unitId }: Place): object => ({
  ...{ kind: 'training', title: 'Tập huấn thêm', startsOn: '2016-11-08', organiser: unitId, people: 5 },
});
const valueAt = ({ unitId }: Place, period: string): object => ({
  ...{ indicator: 'chi-so-thu', unit: unitId, period, amount: 1 },
});
const assessmentOf = ({ districtId }: Place): object => ({ year: 2016, unit: districtId, criterion: 'I' });
function districtName({ districtCode }: Place): string {
  return districtCode === '705' ? 'Huyện Tân Biên' : 'Thành phố Tây Ninh';
}

const EXPORTED: readonly [string, (place: Place) => string][] = [
  ['deployments', ({ code }) => code],
  ['units', ({ code }) => code],
  ['exemptions', ({ code }) => code],
  ['declarations', ({ districtCode }) => `${districtCode} tự công bố`],
  ['indicator-values', ({ amount }) => String(amount)],
  ['documents', ({ code }) => `${code}/QĐ-UBND`],
  ['assessments', districtName],
  ['reviews', districtName],
];
const MEANWHILE = 'asOf=2016-12-31&dueFrom=2016-11-01&dueTo=2016-12-31&limit=500';

const WITHIN = ({ districtCode }: Place): string => `asOf=2016-12-31&within=${districtCode}`;

/**
 * What every route that anybody with a scope may use does with places, decided by hand: probes, why no place makes a
 * difference, or which test tries it. A new route shows here, as in the matrix of rights. What other rights let somebody
 * do is about one account, or is done everywhere.
 */
export const SCOPE_OF_ROUTE: Record<string, Probe | readonly Probe[] | string> = {
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
  'GET /documents': [
    { path: () => '/documents?limit=500', shows: (place) => place.documentId },
    { path: (place) => `/documents?q=${place.code}`, shows: (place) => place.documentId },
    { path: (place) => `/documents?limit=500&${WITHIN(place)}`, shows: (place) => place.documentId },
  ],
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
  'GET /units': [
    { path: () => '/units?asOf=2016-12-31&limit=500', shows: unit },
    { path: (place) => `/units?q=${place.code}&asOf=2016-12-31`, shows: unit },
  ],
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
  'GET /activities': [
    { path: () => '/activities?limit=500', shows: title },
    { path: (place) => `/activities?q=${encodeURIComponent(place.title)}`, shows: title },
    { path: () => '/activities?limit=500', shows: unit },
    { path: (place) => `/activities?${WITHIN(place)}` },
    // A handover to both places: what the other received is not to be found there.
    { path: (place) => `/activities?q=${encodeURIComponent(`máy của ${place.code}`)}`, shows: () => 'Bàn giao chung' },
  ],
  'GET /activities/figures': [
    { path: (place) => `/activities/figures?${WITHIN(place)}` },
    { path: () => '/activities/figures?asOf=2016-12-31&groupBy=unit', shows: unit },
    { path: () => '/activities/figures?asOf=2016-12-31', shows: (place) => `Máy của ${place.code}` },
  ],
  'GET /activities/{id}': { path: (place) => `/activities/${place.activityId}`, shows: title },
  'GET /completeness': { path: (place) => `/completeness?period=2016-12&${WITHIN(place)}` },
  'GET /completeness/units': {
    path: () => '/completeness/units?period=2016-12&list=covered&asOf=2016-12-31&limit=500',
    shows: unit,
  },
  'GET /duties': 'who owes what is public',
  'GET /exports/{kind}.csv': EXPORTED.map(([kind, shows]) => ({ path: () => `/exports/${kind}.csv`, shows })),
  'GET /exports/{kind}.xlsx': EXPORTED.map(([kind, shows]) => ({ path: () => `/exports/${kind}.xlsx`, shows })),
  'GET /holidays': 'no place',
  'GET /imports': "one's own: see scope-of-routes.test.ts",
  'GET /imports/template/{kind}.xlsx': 'no place',
  'GET /imports/{id}': "one's own: see scope-of-routes.test.ts",
  'GET /imports/{id}/file': "one's own: see scope-of-routes.test.ts",
  'GET /indicator-values/{id}': { path: (place) => `/indicator-values/${place.valueId}`, shows: unit },
  'GET /indicators': 'what is measured is public',
  'GET /indicators/{code}': 'what is measured is public',
  'GET /indicators/{code}/figures': [
    { path: (place) => `/indicators/chi-so-thu/figures?period=2016-12&${WITHIN(place)}` },
    {
      path: () => '/indicators/chi-so-thu/figures?period=2016-12&asOf=2016-12-31&groupBy=unit',
      shows: unit,
    },
  ],
  'GET /indicators/{code}/values': [
    { path: () => '/indicators/chi-so-thu/values?asOf=2016-12-31&limit=500', shows: unit },
    { path: (place) => `/indicators/chi-so-thu/values?asOf=2016-12-31&unit=${place.unitId}`, shows: unit },
  ],
  'GET /reminders': { path: () => `/reminders?${MEANWHILE}`, shows: unit },
  'GET /scorecards': 'criteria are public',
  'GET /scorecards/{code}': 'criteria are public',
  'GET /scorecards/{code}/results': 'which results were published is public; who stands in them: the next',
  'GET /scorecards/{code}/results/{id}': {
    path: (place) => `/scorecards/thu/results/${place.resultId}`,
    shows: district,
  },
  'GET /scorecards/{code}/scores': { path: () => '/scorecards/thu/scores?year=2016&asOf=2016-12-31', shows: district },
  'GET /scorecards/{code}/scores/{unit}': {
    path: (place) => `/scorecards/thu/scores/${place.districtId}?year=2016&asOf=2016-12-31`,
    shows: district,
  },
  'GET /targets': { path: () => '/targets?asOf=2016-12-31&limit=500', shows: ({ targetId }) => targetId },
  'GET /targets/{id}': { path: (place) => `/targets/${place.targetId}`, shows: ({ targetId }) => targetId },
  'POST /activities': { path: () => '/activities', body: trainingAt },
  'POST /activities/batch': {
    path: () => '/activities/batch',
    body: (place) => ({ activities: [{ ...trainingAt(place), startsOn: '2016-11-09' }] }),
  },
  'POST /activities/{id}/retraction': { path: (place) => `/activities/${place.activityId}/retraction`, body: reason },
  'POST /imports': 'a form: see scope-of-routes.test.ts',
  'POST /imports/{id}/apply': "one's own: see scope-of-routes.test.ts",
  'POST /imports/{id}/undo': "one's own: see scope-of-routes.test.ts",
  'POST /indicator-values': { path: () => '/indicator-values', body: (place) => valueAt(place, '2016-10') },
  'POST /indicator-values/batch': {
    path: () => '/indicator-values/batch',
    body: (place) => ({ values: [valueAt(place, '2016-09')] }),
  },
  'POST /indicator-values/{id}/retraction': {
    path: (place) => `/indicator-values/${place.valueId}/retraction`,
    body: reason,
  },
  'POST /scorecards/{code}/assessments': {
    path: () => '/scorecards/thu/assessments',
    body: (place) => ({ assessments: [{ ...assessmentOf(place), points: 60 }] }),
  },
  'POST /scorecards/{code}/assessments/retraction': {
    path: () => '/scorecards/thu/assessments/retraction',
    body: (place) => ({ ...assessmentOf(place), ...reason() }),
  },
  'GET /report-definitions': 'how reports are made is no place',
  'GET /report-definitions/{idOrCode}': 'how reports are made is no place',
  'GET /report-definitions/{idOrCode}/versions': 'how reports are made is no place',
  'GET /reports': { path: () => '/reports?limit=500', shows: (place) => place.reportId },
  'GET /reports/{id}': { path: (place) => `/reports/${place.reportId}`, shows: (place) => place.reportId },
  'GET /reports/{id}/signed/{sha256}': { path: (place) => `/reports/${place.reportId}/signed/${place.signed}` },
  'GET /reports/{id}.json': { path: (place) => `/reports/${place.reportId}.json` },
  'GET /reports/{id}.html': { path: (place) => `/reports/${place.reportId}.html` },
  'GET /reports/{id}.docx': { path: (place) => `/reports/${place.reportId}.docx` },
  'GET /reports/{id}.pdf': { path: (place) => `/reports/${place.reportId}.pdf` },
  'GET /reports/{id}.xlsx': { path: (place) => `/reports/${place.reportId}.xlsx` },
  'GET /reports/{id}.csv': { path: (place) => `/reports/${place.reportId}.csv` },
  'GET /reports/{id}/chase-letter.docx': {
    path: (place) => `/reports/${place.reportId}/chase-letter.docx?system=e-office`,
  },
  'GET /reports/{id}/chase-letter.pdf': {
    path: (place) => `/reports/${place.reportId}/chase-letter.pdf?system=e-office`,
  },
  'GET /reports/{id}/chase-letter.html': {
    path: (place) => `/reports/${place.reportId}/chase-letter.html?system=e-office`,
  },
};
