import { type Role, ROLES } from '../../kernel/caller.js';
import {
  Flag,
  ListOf,
  OneOf,
  Reference,
  References,
  SomeOf,
  Text,
  WholeNumber,
} from '../../platform/validation/fields.js';

export class GrantDto {
  @OneOf(ROLES, { description: 'Vai trò' })
  role: Role;

  @Reference({ optional: true, description: 'Reporter only: this unit with all below it; absent: every unit' })
  unit?: string;

  @Reference({ optional: true, description: 'Reporter only: this system; absent: every system' })
  system?: string;
}

export class AccountDto {
  @Text({ max: 64, description: 'Tên tài khoản', example: 'xa.tan-binh' })
  name: string;

  @Text({ max: 200, description: 'Họ tên hoặc tên cơ quan' })
  fullName: string;

  @ListOf(() => GrantDto, { min: 1, max: 50, description: 'Roles, and where they may write' })
  grants: GrantDto[];

  @References({ optional: true, description: 'Reads only these units with all below them; absent: everything' })
  readWithin?: string[];
}

export class AccountChangeDto {
  @Text({ optional: true, max: 200, description: 'Họ tên hoặc tên cơ quan' })
  fullName?: string;

  @ListOf(() => GrantDto, { optional: true, min: 1, max: 50, description: 'All grants from now on' })
  grants?: GrantDto[];

  @References({ clearable: true, description: 'Reads only these units from now on; null: everything' })
  readWithin?: string[] | null;

  @Flag({ optional: true, description: 'True: it may not sign in, and its sessions and tokens end' })
  disabled?: boolean;
}

export class TokenDto {
  @Text({ max: 100, description: 'What it is for' })
  name: string;

  @SomeOf(ROLES, { description: 'Roles, none beyond those of the account' })
  roles: Role[];

  @Reference({ optional: true, description: 'Narrows the role reporter to this unit' })
  unit?: string;

  @Reference({ optional: true, description: 'Narrows the role reporter to this system' })
  system?: string;

  @WholeNumber({ optional: true, min: 1, max: 366, description: 'Days until it expires; default 90' })
  days?: number;
}

export class SettingsDto {
  @Flag({ optional: true, description: 'Whether anybody may read the figures without signing in' })
  published?: boolean;

  @SomeOf(ROLES, {
    ...{ optional: true, orNone: true },
    description: 'Who has one of these roles needs a second factor from now on; empty: nobody',
  })
  secondFactorRoles?: Role[];
}
