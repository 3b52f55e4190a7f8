import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { type LevelValue, levelViolations } from './domain/cumulative-levels.js';
import { type Noun, printMeasure } from './domain/print-measure.js';
import { type ValueClash, valueClashes } from './domain/value-clashes.js';
import { type IndicatorValueDto, type RetractValueDto } from './dto/indicator-value.requests.js';
import {
  aboveWider,
  belowNarrower,
  periodOverlaps,
  statedAlready,
  statedTwice,
  valueOutsideScope,
  valueRetractedAlready,
  valueUnknown,
} from './indicator-values.errors.js';
import {
  closeValues,
  insertValues,
  type NewValue,
  selectValuesById,
  selectValuesOfUnits,
  type ValueRow,
} from './indicator-values.queries.js';
import { type IndicatorDefinition, IndicatorsService } from './indicators.service.js';
import { type ReadValue, ValueReader } from './value-reader.js';

/** Values that cease to be believed as others are recorded, and why. */
export interface Withdrawal {
  readonly ids: readonly number[];
  readonly reason: string;
}

/** Writes values of indicators: appended and withdrawn, never changed. */
@Injectable()
export class IndicatorValuesService {
  constructor(
    private readonly indicators: IndicatorsService,
    private readonly reader: ValueReader,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** One value; its id. Refuses with every fault, of form and of fact. */
  async log(tx: WriteTransaction, submission: Submission<IndicatorValueDto>): Promise<number> {
    const checked = await this.check(tx, [submission], []);
    refuseIfAny(checked.faults.flat());
    const [id] = await this.append(tx, checked.values);
    return id as number;
  }

  /**
   * All values or none, in one revision; their ids in order. With `withdrawal`, those values cease to be believed first:
   * corrections are withdrawn and stated anew in one go.
   */
  async logBatch(
    tx: WriteTransaction,
    list: SubmissionList<IndicatorValueDto>,
    withdrawal: Withdrawal = { ids: [], reason: '' },
  ): Promise<number[]> {
    const leaving = await this.getWritable(tx, withdrawal.ids);
    const checked = await this.check(tx, list.items, leaving);
    refuseIfAny([
      ...list.faults,
      ...checked.faults.flatMap((faults, index) => faults.map((fault) => at(`values[${index}]`, fault))),
    ]);
    if (leaving.length > 0) await closeValues(tx.manager, withdrawal.ids, withdrawal.reason, (await tx.revision()).n);
    return this.append(tx, checked.values);
  }

  /** Withdraws a value, with another in its place if given; the replacement's id or null. */
  async retract(
    tx: WriteTransaction,
    id: string,
    submission: Submission<RetractValueDto>,
    replacement: Submission<IndicatorValueDto> | null,
  ): Promise<number | null> {
    if (!/^[1-9]\d{0,14}$/.test(id)) throw new Refusal([valueUnknown(id)]);
    const leaving = await this.getWritable(tx, [Number(id)]);
    const checked = await this.check(tx, replacement === null ? [] : [replacement], leaving);
    refuseIfAny([...submission.faults, ...checked.faults.flat().map((fault) => at('replacement', fault))]);
    const ids = leaving.map((value) => value.id);
    await closeValues(tx.manager, ids, submission.value.reason ?? '', (await tx.revision()).n);
    const [replacementId] = await this.append(tx, checked.values);
    return replacementId ?? null;
  }

  private async append(tx: WriteTransaction, values: readonly ReadValue[]): Promise<number[]> {
    if (values.length === 0) return [];
    const ids = await insertValues(tx.manager, values, (await tx.revision()).n);
    const links = values.map(({ documents }, index) => ({ subjectId: String(ids[index]), documents }));
    await this.links.link(tx, 'indicator-value', links);
    return ids;
  }

  /** Believed values that the caller may withdraw; refuses unknown ones, those of others, and what was withdrawn. */
  private async getWritable(tx: WriteTransaction, ids: readonly number[]): Promise<ValueRow[]> {
    if (ids.length === 0) return [];
    const { n } = await tx.lastRevision();
    const rows = await selectValuesById(tx.manager, ids, n);
    const readable = await this.scopes.readable(n, tx.manager);
    const visible = rows.filter(({ unitId, measuredOn }) => readable?.holds(unitId, measuredOn) ?? true);
    const known = new Set(visible.map(({ id }) => id));
    const scopes = await this.scopes.loggable(n, tx.manager);
    const systems = await this.systemsOf(tx, visible);
    const isOutside = ({ unitId, indicatorId, measuredOn }: ValueRow): boolean =>
      !mayLog(scopes, unitId, systems.get(indicatorId) ?? null, measuredOn);
    refuseIfAny([
      ...ids.filter((id) => !known.has(id)).map((id) => valueUnknown(String(id))),
      ...(visible.some(isOutside) ? [valueOutsideScope('')] : []),
    ]);
    refuseIfAny(visible.filter(({ retraction }) => retraction).map(({ id }) => valueRetractedAlready(id)));
    return visible;
  }

  private async systemsOf(tx: WriteTransaction, rows: readonly ValueRow[]): Promise<Map<number, number | null>> {
    const definitions = await this.indicators.ofValues(
      rows.map(({ definitionId }) => definitionId),
      tx.manager,
    );
    return new Map([...definitions.values()].map(({ indicatorId, systemId }) => [indicatorId, systemId]));
  }

  /** Judges all together, as they will stand beside what stays believed; faults by row, and the rows without any. */
  private async check(
    tx: WriteTransaction,
    submissions: readonly Submission<IndicatorValueDto>[],
    leaving: readonly ValueRow[],
  ): Promise<{ faults: Fault[][]; values: ReadValue[] }> {
    const { n: last } = await tx.lastRevision();
    const definitions = await this.indicators.allPeriods(last, tx.manager);
    const rows = await this.reader.read(tx, submissions, definitions);
    const faults = rows.map((row) => row.faults);
    const sound = rows.flatMap(({ value }, index) => (value ? [{ ...value, index }] : []));
    for (const { index, fault } of await this.faultsBeside(tx, sound, definitions, leaving)) faults[index]?.push(fault);
    return { faults, values: sound };
  }

  /** What stands against sound rows: values of the same days, and levels that hold more than the wider ones. */
  private async faultsBeside(
    tx: WriteTransaction,
    sound: readonly (ReadValue & { index: number })[],
    definitions: readonly IndicatorDefinition[],
    leaving: readonly ValueRow[],
  ): Promise<{ index: number; fault: Fault }[]> {
    const [first] = sound;
    if (!first) return [];
    const { n: last } = await tx.lastRevision();
    const kin = relatives(
      sound.map(({ indicatorId }) => indicatorId),
      definitions,
    );
    const unitIds = [...new Set(sound.map(({ unitId }) => unitId))];
    const from = sound.reduce((earliest, value) => (value.from < earliest ? value.from : earliest), first.from);
    const to = sound.reduce((latest, value) => (value.to > latest ? value.to : latest), first.to);
    const recorded = await selectValuesOfUnits(tx.manager, unitIds, [...kin], { from, to }, last);
    const isLeaving = new Set(leaving.map(({ id }) => id));
    const staying = recorded.filter(({ id }) => !isLeaving.has(id));
    const meanings = await this.indicators.ofValues(
      staying.map(({ definitionId }) => definitionId),
      tx.manager,
    );
    const clashes = valueClashes(sound, staying).map((clash) => {
      const row = sound[clash.row] as ReadValue & { index: number };
      return { index: row.index, fault: clashFault(row, clash, sound, meanings) };
    });

    const levels = [
      ...staying.map((value) => levelOf(value, meanings.get(value.definitionId), null)),
      ...sound.map((value) => levelOf(value, value.definition, value.index)),
    ];
    const violations = [...new Set(levels.map((level) => level.to))].flatMap((end) =>
      levelViolations(
        levels.filter((level) => level.to === end),
        widerOn(addDays(end, -1), definitions),
      ),
    );
    return [
      ...clashes,
      ...violations.flatMap(({ narrow, wide }) => {
        if (narrow.index !== null) return [{ index: narrow.index, fault: aboveWider(wide.name, wide.print()) }];
        return wide.index === null ? [] : [{ index: wide.index, fault: belowNarrower(narrow.name, narrow.print()) }];
      }),
    ];
  }
}

function clashFault(
  row: ReadValue,
  clash: ValueClash<ValueRow>,
  sound: readonly { index: number }[],
  meanings: ReadonlyMap<number, IndicatorDefinition>,
): Fault {
  if ('earlierRow' in clash) return statedTwice('period', sound[clash.earlierRow]?.index ?? 0);
  const { id, period, measure, definitionId } = clash.recorded;
  const print = printMeasure(measure, nounOf(meanings.get(definitionId) ?? row.definition));
  return period === row.period ? statedAlready(period, id, print) : periodOverlaps(period, id);
}

/** What is counted by an indicator, in both languages. */
export function nounOf({ counted, countedEn }: Pick<IndicatorDefinition, 'counted' | 'countedEn'>): Noun {
  return { vi: counted, en: countedEn };
}

function levelOf(
  value: NewValue,
  definition: IndicatorDefinition | undefined,
  index: number | null,
): LevelValue & { index: number | null; to: LocalDate; name: string; print: () => string } {
  const { indicatorId, unitId, period, measure, to } = value;
  return {
    ...{ indicatorId, of: `${unitId} ${period}`, scheme: definition?.scheme ?? null, measure, index, to },
    name: definition?.name ?? '',
    print: () => printMeasure(measure, definition ? nounOf(definition) : { vi: null, en: null }),
  };
}

/** The next wider level of each indicator on a day. */
function widerOn(day: LocalDate, definitions: readonly IndicatorDefinition[]): Map<number, number> {
  return new Map(
    definitions.flatMap(({ indicatorId, widerId, period }): [number, number][] =>
      widerId === null || !holds(period, day) ? [] : [[indicatorId, widerId]],
    ),
  );
}

/** The indicators and all that contain them or are contained in them. */
function relatives(indicatorIds: readonly number[], definitions: readonly IndicatorDefinition[]): Set<number> {
  const found = new Set(indicatorIds);
  // A Set's walk takes in what is added to it on the way.
  for (const id of found) {
    for (const { indicatorId, widerId } of definitions) {
      if (indicatorId === id && widerId !== null) found.add(widerId);
      if (widerId === id) found.add(indicatorId);
    }
  }
  return found;
}
