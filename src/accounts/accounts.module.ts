import { Module } from '@nestjs/common';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ProvidedAccounts } from './provided-accounts.service.js';
import { ProviderClaims } from './provider-claims.service.js';
import { ProvinceSettings } from './province-settings.service.js';
import { ScopeReferences } from './scope-references.service.js';
import { SettingsController } from './settings.controller.js';
import { SingleSignOnController } from './single-sign-on.controller.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

@Module({
  imports: [UnitsModule, SystemsModule],
  controllers: [AccountsController, TokensController, SettingsController, SingleSignOnController],
  providers: [AccountsService, ProvidedAccounts, ProviderClaims, ProvinceSettings, ScopeReferences, TokensService],
  exports: [AccountsService, ProvinceSettings, TokensService],
})
export class AccountsModule {}
