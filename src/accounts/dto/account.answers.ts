import { ApiProperty } from '@nestjs/swagger';
import { GrantAnswer } from '../../access/dto/sign-in.answers.js';
import { ROLES } from '../../kernel/caller.js';

export class AccountAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty()
  fullName: string;
  @ApiProperty()
  disabled: boolean;
  @ApiProperty({ description: 'It has chosen a password' })
  hasPassword: boolean;
  @ApiProperty()
  secondFactor: boolean;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The provider that gives it its roles; null: it is local',
  })
  issuer: string | null;
  @ApiProperty({ type: () => GrantAnswer, isArray: true })
  grants: GrantAnswer[];
  @ApiProperty({ type: 'string', isArray: true, description: 'Ids of units; empty: it reads everything' })
  readWithin: string[];
  @ApiProperty({ description: 'Its If-Match is `"v<version>"`' })
  version: number;
}

export class AccountsAnswer {
  @ApiProperty({ type: () => AccountAnswer, isArray: true })
  items: AccountAnswer[];
}

export class AccountLinkAnswer {
  @ApiProperty({ type: () => AccountAnswer })
  account: AccountAnswer;
  @ApiProperty({ description: 'Address at which its owner chooses a password, once, within 24 hours' })
  link: string;
}

export class TokenAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: ROLES, isArray: true })
  roles: string[];
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  unitId: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  systemId: number | null;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  revokedAt: string | null;
}

export class TokensAnswer {
  @ApiProperty({ type: () => TokenAnswer, isArray: true })
  items: TokenAnswer[];
}

export class TokenMadeAnswer extends TokenAnswer {
  @ApiProperty({ description: 'Shown this once' })
  token: string;
}

export class SettingsAnswer {
  @ApiProperty({ description: 'Anybody may read the figures without signing in' })
  published: boolean;
  @ApiProperty({
    enum: ROLES,
    isArray: true,
    description: 'Who has one of these roles needs a second factor; empty: nobody',
  })
  secondFactorRoles: string[];
}

export class SingleSignOnAnswer {
  @ApiProperty({ description: 'Whether one may sign in at /session/sso/begin' })
  offered: boolean;
}
