import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '../../kernel/caller.js';

export class GrantAnswer {
  @ApiProperty({ enum: ROLES })
  role: string;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Only below this unit; null: everywhere',
  })
  unitId: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Only this system; null: any' })
  systemId: number | null;
}

export class MeAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: ['session', 'token'] })
  via: string;
  @ApiProperty({ type: () => GrantAnswer, isArray: true })
  grants: GrantAnswer[];
  @ApiProperty({ type: 'string', isArray: true, nullable: true, description: 'Ids of units; null: everything' })
  readWithin: string[] | null;
  @ApiProperty({ description: 'A one-time code is asked for when signing in' })
  secondFactor: boolean;
  @ApiProperty({
    description: 'Its roles demand a second factor, which it lacks: begin with one, all else is refused until then',
  })
  lacksSecondFactor: boolean;
  @ApiProperty({ description: 'It signs in at the provider of the single sign-on' })
  singleSignOn: boolean;
}

export class SessionAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'date-time' })
  beganAt: string;
  @ApiProperty({ format: 'date-time' })
  seenAt: string;
  @ApiProperty({ type: 'string', nullable: true })
  address: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  agent: string | null;
  @ApiProperty({ description: 'The one that asks' })
  current: boolean;
}

export class SessionsAnswer {
  @ApiProperty({ type: () => SessionAnswer, isArray: true })
  items: SessionAnswer[];
}

export class SecondFactorAnswer {
  @ApiProperty({ description: 'Address that an authenticator app reads, as a QR code or pasted' })
  uri: string;
  @ApiProperty({ description: 'The same secret, to be typed' })
  secret: string;
  @ApiProperty({ description: 'The address as a QR code, an SVG image' })
  qrCode: string;
}
