import { CreateLineOfWriters1763900000000 } from './1763900000000-create-line-of-writers.js';
import { CreateUnits1763900100000 } from './1763900100000-create-units.js';
import { CreateSystems1763900200000 } from './1763900200000-create-systems.js';
import { CreateDeployments1763900300000 } from './1763900300000-create-deployments.js';
import { CreateDeclarations1763900400000 } from './1763900400000-create-declarations.js';
import { CreateReorganisations1763900500000 } from './1763900500000-create-reorganisations.js';
import { AddHomeUnit1763900600000 } from './1763900600000-add-home-unit.js';
import { SettleWhatIsRecorded1763900700000 } from './1763900700000-settle-what-is-recorded.js';
import { RecordWhoWrites1763900750000 } from './1763900750000-record-who-writes.js';
import { CreateAccounts1763900800000 } from './1763900800000-create-accounts.js';
import { CreateAudit1763900900000 } from './1763900900000-create-audit.js';
import { CreateDocuments1763901000000 } from './1763901000000-create-documents.js';
import { CreateContacts1763901100000 } from './1763901100000-create-contacts.js';
import { CreateImports1763901400000 } from './1763901400000-create-imports.js';
import { CreateIndicators1763901500000 } from './1763901500000-create-indicators.js';
import { NameWhatDeclarationsCount1763901510000 } from './1763901510000-name-what-declarations-count.js';
import { CreateTargets1763901520000 } from './1763901520000-create-targets.js';
import { CreateActivities1763901600000 } from './1763901600000-create-activities.js';
import { CreateScorecards1763901610000 } from './1763901610000-create-scorecards.js';
import { CreateReports1763901700000 } from './1763901700000-create-reports.js';
import { CreateDeliveries1763901800000 } from './1763901800000-create-deliveries.js';
import { DemandSecondFactor1763902000000 } from './1763902000000-demand-second-factor.js';
import { TellSignedCopiesApart1763904000000 } from './1763904000000-tell-signed-copies-apart.js';
import { CreateReminders1763905000000 } from './1763905000000-create-reminders.js';
import { DefineIndicatorsAgain1763906000000 } from './1763906000000-define-indicators-again.js';

/** Every migration, oldest first. Listed by hand, so that a build holds the same ones as the sources. */
export const migrations = [
  CreateLineOfWriters1763900000000,
  CreateUnits1763900100000,
  CreateSystems1763900200000,
  CreateDeployments1763900300000,
  CreateDeclarations1763900400000,
  CreateReorganisations1763900500000,
  AddHomeUnit1763900600000,
  SettleWhatIsRecorded1763900700000,
  RecordWhoWrites1763900750000,
  CreateAccounts1763900800000,
  CreateAudit1763900900000,
  CreateDocuments1763901000000,
  CreateContacts1763901100000,
  CreateImports1763901400000,
  CreateIndicators1763901500000,
  NameWhatDeclarationsCount1763901510000,
  CreateTargets1763901520000,
  CreateActivities1763901600000,
  CreateScorecards1763901610000,
  CreateReports1763901700000,
  CreateDeliveries1763901800000,
  DemandSecondFactor1763902000000,
  TellSignedCopiesApart1763904000000,
  CreateReminders1763905000000,
  DefineIndicatorsAgain1763906000000,
];
