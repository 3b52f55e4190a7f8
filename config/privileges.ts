/**
 * What the application's role may do with each table; nothing else (a test holds that every table stands here).
 * Ledgers take new rows and keep them: no update, no delete. Facts with a range of belief may be closed, in one
 * column. Only derived or configuring tables may be changed otherwise.
 */
export const privileges: Readonly<Record<string, string>> = {
  revision: 'select, insert',
  setting: 'select, update',
  idempotency_key: 'select, insert',

  account: 'select, insert, update',
  account_grant: 'select, insert, delete',
  account_read_scope: 'select, insert, delete',
  session: 'select, insert, update (seen_at, expires_at, ended_at)',
  api_token: 'select, insert, update (revoked_at)',
  one_time_link: 'select, insert, update (used_at)',
  single_sign_on_attempt: 'select, insert, delete',
  throttle: 'select, insert, update, delete',
  access_epoch: 'select, update',

  audit_event: 'select, insert',
  audit_seal: 'select, insert',
  row_seal: 'select, insert',
  audit_head: 'select, update (seq, mac)',

  document: 'select, insert',
  document_version: 'select, insert, update (known_to)',
  attachment_content: 'select, insert',
  attachment: 'select, insert, update (known_to, closing_reason)',
  document_link: 'select, insert, update (known_to, closing_reason)',

  unit: 'select, insert',
  unit_period: 'select, insert, update (known_to, closed_by)',
  contact: 'select, insert, update (known_to, closing_reason)',
  unit_set: 'select, insert',
  unit_set_member: 'select, insert, update (known_to)',

  reorganisation: 'select, insert, update (known_to, undo_reason)',
  lineage: 'select, insert, update (known_to)',
  inheritance_decision: 'select, insert, update (known_to)',

  system: 'select, insert',
  system_period: 'select, insert, update (known_to)',
  applicability_rule: 'select, insert, update (known_to)',
  exemption: 'select, insert, update (known_to, closing_reason)',

  deployment_entry: 'select, insert',
  deployment_retraction: 'select, insert',
  stage_start: 'select, insert, update (known_to)',

  declaration: 'select, insert',
  declaration_retraction: 'select, insert',

  indicator: 'select, insert',
  indicator_definition: 'select, insert, update (known_to)',
  indicator_value: 'select, insert, update (known_to, closing_reason)',
  reporting_duty: 'select, insert, update (known_to)',
  holiday: 'select, insert, update (known_to, closing_reason)',
  target: 'select, insert, update (known_to, closing_reason)',

  activity: 'select, insert',
  activity_system: 'select, insert',
  activity_attendance: 'select, insert',
  activity_item: 'select, insert',
  activity_retraction: 'select, insert',

  scorecard: 'select, insert',
  scorecard_title: 'select, insert, update (known_to)',
  scorecard_version: 'select, insert, update (known_to)',
  self_assessment: 'select, insert, update (known_to, closing_reason)',
  criterion_review: 'select, insert, update (known_to, closing_reason)',
  scorecard_result: 'select, insert',
  import_batch:
    'select, insert, update (mode, state, seen_at, finished_at, progress, outcome, digest, moved, revision, undone_in, undo_reason)',

  report_definition: 'select, insert',
  report_definition_version: 'select, insert',
  report:
    'select, insert, update (version, text_blocks, reviewed_at, reviewed_by, issued_at, issued_by, number, issued_on, audit_head)',
  report_rendering: 'select, insert',
  report_signed_copy: 'select, insert',
  report_run:
    'select, insert, update (state, attempts, retry_at, last_error, report_id, to_deliver, finished_at, alarmed_at)',

  delivery_recipient: 'select, insert, update (removed_at, removed_by)',
  delivery_queued: 'select, insert',
  delivery:
    'select, insert, update (state, attempts, begun_at, next_attempt_at, lease_until, claimed_by, message_id, last_error, finished_at, alarmed_at)',
  delivery_attempt: 'select, insert',
  delivery_alarm: 'select, insert, update (mailed_at, retry_at)',

  reminder_rule: 'select, insert, update (removed_at, removed_by)',
  reminder_letter:
    'select, insert, update (state, attempts, begun_at, next_attempt_at, lease_until, claimed_by, message_id, last_error, finished_at)',
  reminder_item: 'select, insert',
  reminder_attempt: 'select, insert',
};
