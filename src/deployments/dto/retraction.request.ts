import { Nested } from '../../platform/validation/fields.js';
import { DeploymentDto, RetractEntryDto } from './deployment.requests.js';

/** As the OpenAPI document describes a retraction; the replacement is judged on its own. */
export class RetractEntryWithReplacementDto extends RetractEntryDto {
  @Nested(() => DeploymentDto, { optional: true, description: 'What should have been entered' })
  replacement?: DeploymentDto;
}
