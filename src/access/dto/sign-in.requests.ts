import { Text } from '../../platform/validation/fields.js';

/** Passwords are taken as they are: spaces at the ends count. */
const PASSWORD = { max: 1000, verbatim: true };

export class SignInDto {
  @Text({ max: 200, description: 'Tài khoản' })
  account: string;

  @Text({ ...PASSWORD, description: 'Mật khẩu' })
  password: string;

  @Text({ optional: true, max: 10, description: 'One-time code, where the account has a second factor' })
  code?: string;
}

export class OneTimeLinkDto {
  @Text({ max: 100, description: 'Token of the one-time link' })
  link: string;

  @Text({ ...PASSWORD, description: 'The password to sign in with from now on' })
  password: string;
}

export class PasswordChangeDto {
  @Text({ ...PASSWORD, description: 'Mật khẩu hiện tại' })
  current: string;

  @Text({ ...PASSWORD, description: 'Mật khẩu mới' })
  password: string;
}

export class SecondFactorBeginDto {
  @Text({ ...PASSWORD, description: 'Mật khẩu' })
  password: string;
}

export class CodeDto {
  @Text({ max: 10, description: 'One-time code' })
  code: string;
}

export class SecondFactorEndDto {
  @Text({ ...PASSWORD, description: 'Mật khẩu' })
  password: string;

  @Text({ max: 10, description: 'One-time code' })
  code: string;
}
