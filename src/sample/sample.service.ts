import { Injectable } from '@nestjs/common';
import { parseLocalDate } from '../kernel/local-date.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/database/settings.js';
import { Writers, type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { DeclarationsService } from '../deployments/declarations.service.js';
import { DeclarationDto } from '../deployments/dto/declaration.requests.js';
import { DeploymentDto } from '../deployments/dto/deployment.requests.js';
import { LedgerService } from '../deployments/ledger.service.js';
import { ApplicabilityDto, SystemDto } from '../systems/dto/system.requests.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { RegisterService } from '../register/register.service.js';
import { DefinitionChangeDto } from '../reports/dto/definition.requests.js';
import { StandardDefinitions } from '../reports/standard-definitions.service.js';
import { UnitSetDto } from '../units/dto/unit.requests.js';
import { UnitRegisterService } from '../units/unit-register.service.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { databaseNotEmpty } from './sample.errors.js';
import { SampleIndicators } from './sample-indicators.service.js';
import { SampleScorecards } from './sample-scorecards.service.js';
import { readSample, reportHead } from './sample-files.js';
import { countUnits } from './sample.queries.js';

const SOURCE = 'Bài tổng hợp ứng dụng công nghệ thông tin năm 2016 của tỉnh Tây Ninh, đăng ngày 24/03/2017';
const VIEWING_DAY = parseLocalDate('2016-12-31');
/** Its register brings along old 80, Long An, out of which the province of 2025 came too. */
const PROVINCE = '72';
/** Departments end with the province: what followed them is not among the facts. */
const END_OF_PROVINCE = parseLocalDate('2025-07-01');

/** How much was loaded. */
export interface SampleLoaded {
  readonly units: number;
  readonly deployments: number;
}

/** Loads data/sample through the same services that everybody uses. */
@Injectable()
export class SampleService {
  constructor(
    private readonly writers: Writers,
    private readonly register: RegisterService,
    private readonly units: UnitRegisterService,
    private readonly sets: UnitSetsService,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly ledger: LedgerService,
    private readonly declarations: DeclarationsService,
    private readonly indicators: SampleIndicators,
    private readonly scorecards: SampleScorecards,
    private readonly reports: StandardDefinitions,
    private readonly settings: Settings,
  ) {}

  /** Everything in one revision; refuses (conflict) a database that holds units. */
  async load(): Promise<SampleLoaded> {
    return this.writers.write(async (tx) => {
      const present = await countUnits(tx.manager);
      if (present > 0) throw new Refusal([databaseNotEmpty(present)]);
      const idOf = await this.loadUnits(tx);
      await this.loadSystems(tx, idOf);
      const deployments = await this.loadDeployments(tx, idOf);
      for (const { fact, ...row } of readSample('declarations.csv')) {
        const declaration = {
          system: row['system'],
          level: row['level'],
          scope: idOf(row['scope']),
          asOf: row['as_of'],
          ...(row['count'] === undefined ? {} : { count: Number(row['count']) }),
          comparator: row['comparator'],
          counted: row['counted'],
          document: `${SOURCE} (${fact ?? ''})`,
          quote: row['quote'],
        };
        await this.declarations.declare(tx, submit(DeclarationDto, declaration));
      }
      const { documents, article } = await this.indicators.load(tx, idOf, SOURCE);
      await this.scorecards.load(tx, idOf, documents, article);
      await this.reports.create(tx, submit(DefinitionChangeDto, reportHead()));
      await this.settings.setViewingDay(tx, VIEWING_DAY);
      return { units: await countUnits(tx.manager), deployments };
    });
  }

  /** Loads it where no unit was ever recorded; null where one was. */
  async loadIfEmpty(): Promise<SampleLoaded | null> {
    const empty = await this.writers.write(async (tx) => (await countUnits(tx.manager)) === 0);
    return empty ? this.load() : null;
  }

  /** The administrative units with their reorganisations, and the departments; gives the id of each key. */
  private async loadUnits(tx: WriteTransaction): Promise<(key: string | undefined) => string> {
    const { idOf } = await this.register.load(tx, { provinces: [PROVINCE], apply: true });
    const departments = readSample('departments.csv').map(({ key = '', name = '', kind = '' }) => {
      const period = { from: null, to: END_OF_PROVINCE };
      return {
        key,
        periods: [
          { code: key, name, kind, level: 'department' as const, agencyCode: null, parentKey: PROVINCE, period },
        ],
      };
    });
    const ids = new Map([...idOf, ...(await this.units.createAll(tx, departments, idOf))]);
    return (key) => {
      const id = ids.get(key ?? '');
      if (id === undefined) throw new Error(`The sample has no unit ${key ?? ''}`);
      return id;
    };
  }

  private async loadSystems(tx: WriteTransaction, idOf: (key: string | undefined) => string): Promise<void> {
    for (const { code, name, unit } of readSample('sets.csv')) {
      const members = [{ unit: idOf(unit), validTo: END_OF_PROVINCE }];
      await this.sets.create(tx, submit(UnitSetDto, { code, name, members }));
    }
    for (const { code, name, name_en, parent, owner, legal_basis } of readSample('systems.csv')) {
      const system = {
        code,
        name,
        nameEn: name_en,
        parent,
        legalBasis: legal_basis,
        ...(owner ? { owner: idOf(owner) } : {}),
      };
      await this.systems.create(tx, submit(SystemDto, system));
    }
    for (const { system = '', level, set, within, valid_from, legal_basis } of readSample('applicability.csv')) {
      const rule = { level, set, within: idOf(within), validFrom: valid_from, legalBasis: legal_basis };
      await this.obligations.addRule(tx, system, submit(ApplicabilityDto, rule));
    }
  }

  private async loadDeployments(tx: WriteTransaction, idOf: (key: string | undefined) => string): Promise<number> {
    const items = readSample('deployments.csv').map(({ unit, system, stage, effective_on, dated, fact }) =>
      submit(DeploymentDto, {
        unit: idOf(unit),
        system,
        stage,
        effectiveOn: effective_on,
        dated,
        evidence: [{ kind: 'document', title: `${SOURCE} (${fact ?? ''})` }],
      }),
    );
    return (await this.ledger.logBatch(tx, { items, faults: [] })).length;
  }
}
