import { Injectable } from '@nestjs/common';
import { indicatorUnknown } from '../indicators/indicators.errors.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { at, type Fault } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { itemsOf, type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  type Criterion,
  type Definition,
  faultsOfDefinition,
  maximaByGroup,
  type Measure,
  type ScoredGroup,
  type SubmittedMaximum,
} from './domain/definition.js';
import { type Form } from './domain/form.js';
import { pointsOf } from './domain/points.js';
import { dayScoredOn } from './domain/scoring-year.js';
import {
  type CriterionDto,
  type FormDto,
  type MeasureDto,
  type ScoredGroupDto,
  type ScorecardVersionDto,
} from './dto/scorecard.requests.js';
import { faultOfDefinition, fieldMissing, fieldOfAnotherType, shareOfACount } from './scorecards.errors.js';

type ReadCriterion = Omit<Criterion, 'maximum'> & {
  readonly maximum: readonly SubmittedMaximum[];
  /** That of its formula, whether or not its form can be read. */
  readonly measure: Measure | null;
};

/** Reads a submitted version: what it says as a whole, and what its systems, sets and units mean. */
@Injectable()
export class VersionReader {
  constructor(
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly clock: Clock,
  ) {}

  /** The definition, or null where a fault leaves none; every fault of form and of fact. */
  async read(
    tx: WriteTransaction,
    submission: Submission<ScorecardVersionDto>,
  ): Promise<{ definition: Definition | null; faults: Fault[] }> {
    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const today = this.clock.today();
    const day = value.fromYear === undefined ? today : dayScoredOn(value.fromYear, today);
    const withinId = await this.unitId(tx, value.within, day, faults);
    const groups = await this.groups(tx, itemsOf(submission, 'groups') ?? [], faults);
    const read = (itemsOf(submission, 'criteria') ?? []).map(
      (criterion, index) => criterion && readCriterion(criterion, `criteria[${index}]`, faults),
    );
    await this.checkSystems(tx, read, day, faults);
    await this.checkIndicators(tx, read, faults);
    const criteria = read.flatMap((criterion) => criterion ?? []);
    const grades = (value.grades ?? []).map(({ grade, name, atLeast }) => ({ grade, name, atLeast }));
    // What a tree is without one of its parts, nobody can say.
    if (value.groups && value.criteria)
      faults.push(...faultsOfDefinition(groups, criteria, grades).map(faultOfDefinition));
    if (withinId === null || faults.length > 0) return { definition: null, faults };
    const codes = groups.map(({ code }) => code);
    const whole = criteria.map(({ code, name, parent, maximum, formula }): Criterion => {
      return { code, name, parent, maximum: maximaByGroup(maximum, codes), formula };
    });
    return { definition: { withinId, groups, criteria: whole, grades }, faults };
  }

  private async unitId(
    tx: WriteTransaction,
    unit: string | undefined,
    day: LocalDate,
    faults: Fault[],
  ): Promise<string | null> {
    if (unit === undefined) return null;
    const { n } = await tx.lastRevision();
    const reference = { unit, unitName: undefined, path: 'within', day };
    const [found] = await this.units.resolveForWrite([reference], this.clock.today(), n, tx.manager);
    if (found && 'id' in found) return found.id;
    if (found) faults.push(found);
    return null;
  }

  private async groups(
    tx: WriteTransaction,
    submitted: readonly (ScoredGroupDto | null)[],
    faults: Fault[],
  ): Promise<ScoredGroup[]> {
    const groups: ScoredGroup[] = [];
    for (const [index, group] of submitted.entries()) {
      if (!group) continue;
      const { code, name, level, kind, set } = group;
      const setId = set === undefined ? null : await this.sets.resolve(tx, set, `groups[${index}].set`);
      if (setId !== null && typeof setId !== 'string') faults.push(setId);
      groups.push({
        ...{ code, name, level, kind: kind?.toLocaleLowerCase('vi') ?? null },
        setId: typeof setId === 'string' ? setId : null,
      });
    }
    return groups;
  }

  private async checkSystems(
    tx: WriteTransaction,
    criteria: readonly (ReadCriterion | null)[],
    day: LocalDate,
    faults: Fault[],
  ): Promise<void> {
    const { n } = await tx.lastRevision();
    const references = criteria.flatMap((criterion, index) => {
      const measure = criterion?.measure;
      return measure?.of === 'coverage'
        ? [{ system: measure.system, path: `criteria[${index}].formula.measure.system`, day }]
        : [];
    });
    const resolved = await this.systems.resolveForWrite(references, n, tx.manager);
    faults.push(...resolved.flatMap((system) => ('systemId' in system ? [] : [system])));
  }

  private async checkIndicators(
    tx: WriteTransaction,
    criteria: readonly (ReadCriterion | null)[],
    faults: Fault[],
  ): Promise<void> {
    const { n } = await tx.lastRevision();
    const periods = await this.indicators.allPeriods(n, tx.manager);
    const kinds = new Map(periods.map(({ code, kind }) => [code, kind]));
    for (const [index, criterion] of criteria.entries()) {
      if (criterion?.measure?.of !== 'indicator') continue;
      const { indicator } = criterion.measure;
      const path = `criteria[${index}].formula`;
      const kind = kinds.get(indicator);
      if (kind === undefined)
        faults.push(indicatorUnknown(`${path}.measure.indicator`, indicator, 'unprocessable', [...kinds.keys()]));
      else if (criterion.formula?.form.type === 'share' && (kind === 'count' || kind === 'stock'))
        faults.push(shareOfACount(`${path}.form.type`));
    }
  }
}

function readCriterion(criterion: CriterionDto, path: string, faults: Fault[]): ReadCriterion {
  const { code, name, parent, maximum, formula } = criterion;
  const here = (fault: Fault): void => void faults.push(at(`${path}.formula`, fault));
  const measure = formula === undefined ? null : readMeasure(formula.measure, here);
  const form = formula === undefined ? null : readForm(formula.form, here);
  return {
    ...{ code, name, parent: parent ?? null, measure, formula: measure && form && { measure, form } },
    maximum: (maximum ?? []).map(({ group, points }) => ({ group: group ?? null, points: pointsOf(points) })),
  };
}

function readMeasure(measure: MeasureDto, fault: (fault: Fault) => void): Measure | null {
  const { of, system, level, indicator } = measure;
  const others = of === 'coverage' ? { indicator } : { system, level };
  for (const [field, content] of Object.entries(others))
    if (content !== undefined) fault(fieldOfAnotherType(`measure.${field}`, of));
  if (of === 'coverage') {
    if (system === undefined) fault(fieldMissing('measure.system'));
    return system === undefined ? null : { of, system, level: level ?? null };
  }
  if (indicator === undefined) fault(fieldMissing('measure.indicator'));
  return indicator === undefined ? null : { of, indicator };
}

function readForm(form: FormDto, fault: (fault: Fault) => void): Form | null {
  const { type, steps, from, to } = form;
  const others = type === 'steps' ? { from, to } : type === 'linear' ? { steps } : { steps, from, to };
  for (const [field, content] of Object.entries(others))
    if (content !== undefined) fault(fieldOfAnotherType(`form.${field}`, type));
  switch (type) {
    case 'share':
    case 'yes-no':
      return { type };
    case 'steps':
      if (steps === undefined) fault(fieldMissing('form.steps'));
      return steps === undefined ? null : { type, steps: steps.map(({ atLeast, award }) => ({ atLeast, award })) };
    case 'linear':
      if (from === undefined) fault(fieldMissing('form.from'));
      if (to === undefined) fault(fieldMissing('form.to'));
      return from === undefined || to === undefined ? null : { type, from, to };
  }
}
