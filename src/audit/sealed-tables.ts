/** A table of facts: how its rows are named, which column says in which revision they began, and what closing sets. */
export interface SealedTable {
  readonly key: readonly string[];
  readonly begun: 'known_from' | 'recorded_in' | 'n';
  /** Set when a row ceases to be believed, `known_to` first; empty: rows stay for good. */
  readonly closing: readonly string[];
  /** What else belongs to row `t`, as SQL. */
  readonly also?: string;
}

const recorded = (...key: string[]): SealedTable => ({ key, begun: 'recorded_in', closing: [] });
const believed = (key: readonly string[], ...more: string[]): SealedTable => ({
  key,
  begun: 'known_from',
  closing: ['known_to', ...more],
});

/** Every table whose rows are of a revision; a test holds that none is missing. */
export const SEALED_TABLES: Readonly<Record<string, SealedTable>> = {
  revision: { key: ['n'], begun: 'n', closing: [] },
  unit: recorded('id'),
  unit_period: believed(['id'], 'closed_by'),
  contact: believed(['id', 'known_from'], 'closing_reason'),
  unit_set: recorded('id'),
  unit_set_member: believed(['id']),
  reorganisation: believed(['id'], 'undo_reason'),
  lineage: believed(['id']),
  inheritance_decision: believed(['id']),
  system: recorded('id'),
  system_period: believed(['id']),
  applicability_rule: believed(['id', 'known_from']),
  exemption: believed(['id', 'known_from'], 'closing_reason'),
  deployment_entry: recorded('id'),
  deployment_retraction: recorded('entry_id'),
  stage_start: believed(['id']),
  declaration: recorded('id'),
  declaration_retraction: recorded('declaration_id'),
  indicator: recorded('id'),
  indicator_definition: believed(['id']),
  indicator_value: believed(['id'], 'closing_reason'),
  reporting_duty: believed(['id', 'known_from']),
  holiday: believed(['id'], 'closing_reason'),
  target: believed(['id'], 'closing_reason'),
  activity: recorded('id'),
  activity_system: recorded('activity_id', 'system_id'),
  activity_attendance: recorded('activity_id', 'line'),
  activity_item: recorded('activity_id', 'line'),
  activity_retraction: recorded('activity_id'),
  scorecard: recorded('id'),
  scorecard_title: believed(['id']),
  scorecard_version: believed(['id']),
  self_assessment: believed(['id'], 'closing_reason'),
  criterion_review: believed(['id'], 'closing_reason'),
  scorecard_result: recorded('id'),
  document: recorded('id'),
  document_version: believed(['id']),
  attachment: {
    ...believed(['id'], 'closing_reason'),
    also: `(select encode(sha256(bytes), 'hex') from attachment_content c where c.sha256 = t.sha256)`,
  },
  document_link: believed(['id'], 'closing_reason'),
};
