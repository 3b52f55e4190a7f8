import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessState } from './access-state.service.js';
import { Authentication } from './authentication.service.js';
import { CallInterceptor } from './call.interceptor.js';
import { IdentityProvider } from './identity-provider.service.js';
import { MeController } from './me.controller.js';
import { OneTimeLinks } from './one-time-links.service.js';
import { OwnAccount } from './own-account.service.js';
import { Passwords } from './passwords.service.js';
import { SecondFactor } from './second-factor.service.js';
import { SessionCookies } from './session-cookies.service.js';
import { Sessions } from './sessions.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.service.js';
import { SingleSignOn } from './single-sign-on.service.js';
import { Throttle } from './throttle.service.js';

/** Who calls, and what they may. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [SignInController, MeController],
  providers: [
    AccessState,
    Authentication,
    IdentityProvider,
    OneTimeLinks,
    OwnAccount,
    Passwords,
    SecondFactor,
    SessionCookies,
    Sessions,
    SignIn,
    SingleSignOn,
    Throttle,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: CallInterceptor },
  ],
  exports: [AccessState, OneTimeLinks, Sessions, SessionCookies, SingleSignOn],
})
export class AccessModule {}
