import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  dueBeforePlanned,
  dueOnWithoutPlan,
  effectiveInTheFuture,
  outsideScope,
} from '../../deployments/deployments.errors.js';
import { type Dating, type EntryStage } from '../../deployments/domain/entry.js';
import { type BatchWrite, LedgerBatches } from '../../deployments/ledger-batches.service.js';
import { pairKey } from '../../deployments/pair-key.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type Fault } from '../../kernel/refusal.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { type SystemDirectory } from '../../systems/domain/system-directory.js';
import { SystemsService } from '../../systems/systems.service.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { mayLog, UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { faultAt, type TableRow } from '../domain/column.js';
import {
  type Decision,
  decideEntries,
  enteredFor,
  type RecordedEntry,
  type SaidEntry,
} from '../domain/decide-entries.js';
import { readEvidence } from '../domain/evidence-text.js';
import { groupBy } from '../domain/group-by.js';
import { type Finding, type ImportPlan, type StagedRows } from '../import-kind.js';
import { evidenceUnreadable, ofFact, rowsContradict, stageWithoutFact } from '../imports.errors.js';
import { systemOf, textOf, unitOf } from './unit-and-system.js';

/** A row whose unit and system are known. */
interface PlacedRow {
  readonly row: TableRow;
  readonly unitId: string;
  readonly systemId: number;
  readonly said: SaidEntry;
}

/** A row that is to be entered, and what it comes in the place of. */
interface Entering {
  readonly one: PlacedRow;
  readonly replaces: readonly RecordedEntry[];
}

interface Facts {
  readonly units: UnitDirectory;
  readonly systems: SystemDirectory;
}

/** Others get their turn after so many rows. */
const ROWS_AT_ONCE = 1_000;

/** Holds rows of deployments against the ledger. */
@Injectable()
export class DeploymentPlanner {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
    private readonly batches: LedgerBatches,
  ) {}

  async plan(tx: WriteTransaction, staged: StagedRows): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const facts: Facts = {
      units: await this.units.directory(n, tx.manager),
      systems: await this.systems.directory(n, tx.manager),
    };
    const placed = await this.placeAll(tx, staged, facts);
    staged.told(0.5);
    const decisions = await this.decideAll(tx, staged, placed);
    return this.planOf(tx, staged, placed, decisions, facts);
  }

  private async decideAll(
    tx: WriteTransaction,
    staged: StagedRows,
    placed: readonly PlacedRow[],
  ): Promise<Map<PlacedRow, Decision>> {
    const groups = groupBy(placed, pairKey);
    const pairs = [...groups.values()].map(([first]) => first as PlacedRow);
    const ledger = await this.batches.entriesOf(tx, pairs);
    staged.told(0.8);
    const decisions = new Map<PlacedRow, Decision>();
    for (const [index, [key, group]] of [...groups].entries()) {
      const decided = decideEntries(
        group.map(({ said }) => said),
        ledger.get(key) ?? [],
        staged.confirmRetracted,
      );
      for (const [at, one] of group.entries()) {
        const decision = decided[at] as Decision;
        if (decision.what === 'unchanged' && decision.repeats !== undefined)
          decisions.set(
            one,
            decided[decision.repeats]?.what === 'previously-retracted'
              ? (decided[decision.repeats] as Decision)
              : decision,
          );
        else if (decision.what === 'contradicts')
          staged.report(faultAt(one.row, 'stage', rowsContradict((group[decision.row] as PlacedRow).row.row)));
        else decisions.set(one, decision);
      }
      if (index % ROWS_AT_ONCE === 0) await breathe();
    }
    return decisions;
  }

  private async placeAll(tx: WriteTransaction, staged: StagedRows, facts: Facts): Promise<PlacedRow[]> {
    const placed: PlacedRow[] = [];
    for (const [index, row] of staged.rows.entries()) {
      const one = place(row, staged, facts);
      if (one) placed.push(one);
      if (index % ROWS_AT_ONCE !== 0) continue;
      staged.told((0.5 * index) / staged.rows.length);
      await breathe();
    }
    const named = placed.filter(({ said }) => said.evidence?.some(({ document }) => document !== undefined));
    const faults = await this.batches.evidenceFaults(
      tx,
      named.map(({ said }) => [...(said.evidence ?? [])]),
    );
    const faulty = new Set<PlacedRow>();
    for (const [index, one] of named.entries()) {
      for (const fault of faults[index] ?? []) {
        faulty.add(one);
        staged.report(faultAt(one.row, 'evidence', ofFact('evidence', fault)));
      }
    }
    return faulty.size === 0 ? placed : placed.filter((one) => !faulty.has(one));
  }

  private async planOf(
    tx: WriteTransaction,
    staged: StagedRows,
    placed: readonly PlacedRow[],
    decisions: ReadonlyMap<PlacedRow, Decision>,
    { units, systems }: Facts,
  ): Promise<ImportPlan> {
    const { n } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(n, tx.manager);
    const changes = { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 };
    const corrections: Finding[] = [];
    const previouslyRetracted: Finding[] = [];
    const entering: Entering[] = [];
    const hash = createHash('sha256');
    for (const [index, one] of placed.entries()) {
      const decision = decisions.get(one);
      if (!decision || decision.what === 'contradicts') continue;
      const { row, said, unitId, systemId } = one;
      const replaces = decision.what === 'update' ? decision.replaces : [];
      if (decision.what === 'create' || decision.what === 'update') {
        const days = [said.effectiveOn, ...replaces.map(({ effectiveOn }) => effectiveOn)];
        if (!days.every((day) => mayLog(scopes, unitId, systemId, day))) {
          const column = textOf(row, 'unit') === undefined ? 'unitName' : 'unit';
          staged.report(faultAt(row, column, ofFact('unit', outsideScope('unit'))));
          continue;
        }
        entering.push({ one, replaces });
      }
      const finding = (before: Finding['before']): Finding => {
        const unit = units.onDay(unitId, said.effectiveOn);
        const subject = `${unit?.name ?? ''} (${unit?.code ?? ''}), ${systems.codeOf(systemId)}`;
        return { sheet: row.place.sheet, row: row.row, subject, before, after: factsOf(enteredFor(said, replaces)) };
      };
      if (decision.what === 'update') corrections.push(finding(differing(replaces, enteredFor(said, replaces))));
      if (decision.what === 'previously-retracted') previouslyRetracted.push(finding({ entry: decision.id }));
      changes[decision.what === 'previously-retracted' ? 'previouslyRetracted' : decision.what] += 1;
      hash.update(
        JSON.stringify([row.place.sheet, row.row, unitId, systemId, decision.what, said, replaces.map(({ id }) => id)]),
      );
      if (index % ROWS_AT_ONCE === 0) await breathe();
    }
    staged.told(1);
    return {
      changes,
      corrections,
      previouslyRetracted,
      digest: hash.digest('base64url'),
      write: () => this.batches.write(tx, entering.length, writesOf(entering), staged.reason, staged.written),
    };
  }
}

/** A row with its unit and system, or null with every fault of it. */
function place(row: TableRow, { today, report }: StagedRows, { units, systems }: Facts): PlacedRow | null {
  let isGood = true;
  const refuse = (column: string, fault: Fault): void => {
    isGood = false;
    report(faultAt(row, column, ofFact(column, fault)));
  };
  const stage = row.values['stage'] as EntryStage | 'unknown' | undefined;
  const effectiveOn = row.values['effectiveOn'] as LocalDate | undefined;
  const dueOn = (row.values['dueOn'] as LocalDate | undefined) ?? null;
  if (stage === 'unknown') {
    isGood = false;
    report(faultAt(row, 'stage', stageWithoutFact()));
  }
  if (effectiveOn !== undefined && effectiveOn > today)
    refuse('effectiveOn', effectiveInTheFuture('effectiveOn', effectiveOn, today));
  if (dueOn !== null && stage !== undefined && stage !== 'planned') refuse('dueOn', dueOnWithoutPlan());
  if (dueOn !== null && effectiveOn !== undefined && dueOn < effectiveOn) refuse('dueOn', dueBeforePlanned());
  const evidence = row.values['evidence'];
  const pieces = evidence === undefined ? undefined : readEvidence(String(evidence));
  if (pieces === null) {
    isGood = false;
    report(faultAt(row, 'evidence', evidenceUnreadable()));
  }
  // Without a good day, what a code meant is anybody's guess; only what names nothing at all is told of.
  const day = effectiveOn !== undefined && effectiveOn <= today ? effectiveOn : null;
  const unit = unitOf(row, units, { day, today }, report);
  const system = systemOf(row, systems, day ?? today, (fault) => {
    if (day !== null || fault.code.endsWith('-unknown')) report(fault);
  });
  if (!isGood || !unit || !system || stage === undefined || stage === 'unknown' || effectiveOn === undefined)
    return null;
  if (row.unread.length > 0) return null;
  const { note, vendor, version, contract } = row.values as Partial<Record<string, string>>;
  const dated = (row.values['dated'] as Dating | undefined) ?? null;
  return {
    row,
    unitId: unit.id,
    systemId: system.systemId,
    said: { stage, effectiveOn, dated, dueOn, evidence: pieces ?? undefined, note, vendor, version, contract },
  };
}

/** Entries are made as they are written, so that never all of them are held. */
function* writesOf(entering: readonly Entering[]): Generator<BatchWrite> {
  for (const { one, replaces } of entering) {
    const { unitId, systemId, said } = one;
    const entry = enteredFor(said, replaces);
    yield {
      entry: { unitId, systemId, ...entry, evidence: [...entry.evidence] },
      replaces: replaces.map(({ id }) => id),
    };
  }
}

type EntryFacts = Omit<RecordedEntry, 'id' | 'isRetracted'>;

const SHOWN = ['stage', 'effectiveOn', 'dated', 'dueOn', 'note', 'vendor', 'version', 'contract'] as const;

function factsOf(entry: EntryFacts): Record<string, string> {
  return Object.fromEntries(SHOWN.flatMap((key) => (entry[key] === null ? [] : [[key, entry[key]]])));
}

/** What stood before of what a correction changes, and which entries said so. */
function differing(replaces: readonly RecordedEntry[], after: EntryFacts): Record<string, string> {
  const [before] = replaces as [RecordedEntry];
  const always: readonly string[] = ['stage', 'effectiveOn'];
  const facts = Object.entries(factsOf(before)).filter(
    ([key, value]) => always.includes(key) || value !== factsOf(after)[key],
  );
  return { entries: replaces.map(({ id }) => id).join(', '), ...Object.fromEntries(facts) };
}
