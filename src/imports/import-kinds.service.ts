import { Injectable } from '@nestjs/common';
import { type ImportKind, type ImportKindName } from './import-kind.js';
import { ActivitiesKind } from './kinds/activities.kind.js';
import { ApplicabilityKind } from './kinds/applicability.kind.js';
import { AssessmentsKind } from './kinds/assessments.kind.js';
import { CriteriaKind } from './kinds/criteria.kind.js';
import { DeclarationsKind } from './kinds/declarations.kind.js';
import { DeploymentsKind } from './kinds/deployments.kind.js';
import { ExemptionsKind } from './kinds/exemptions.kind.js';
import { IndicatorValuesKind } from './kinds/indicator-values.kind.js';
import { ReviewsKind } from './kinds/reviews.kind.js';
import { SystemsKind } from './kinds/systems.kind.js';
import { TargetsKind } from './kinds/targets.kind.js';
import { UnitsKind } from './kinds/units.kind.js';

/** Everything that spreadsheets carry in and out. */
@Injectable()
export class ImportKinds {
  private readonly kinds: ReadonlyMap<string, ImportKind>;

  constructor(
    units: UnitsKind,
    systems: SystemsKind,
    applicability: ApplicabilityKind,
    deployments: DeploymentsKind,
    declarations: DeclarationsKind,
    values: IndicatorValuesKind,
    exemptions: ExemptionsKind,
    targets: TargetsKind,
    activities: ActivitiesKind,
    criteria: CriteriaKind,
    assessments: AssessmentsKind,
    reviews: ReviewsKind,
  ) {
    const all: ImportKind[] = [
      ...[units, systems, applicability, deployments, declarations, values, exemptions, targets, activities],
      ...[criteria, assessments, reviews],
    ];
    this.kinds = new Map(all.map((kind) => [kind.name, kind]));
  }

  get(name: ImportKindName): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`Nobody registered the kind ${name}`);
    return kind;
  }
}
