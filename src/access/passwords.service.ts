import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { readBreachedPasswords } from './breached-passwords.js';
import { type PasswordFault, passwordFault } from './domain/password-policy.js';

/** Argon2id as OWASP's cheat sheet on password storage asks for; the library's other defaults are version 0x13, 32 bytes. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and one core for some 30 ms. */
const MOST_AT_ONCE = 2;

/** Judges new passwords, and hashes them, few at a time. */
@Injectable()
export class Passwords {
  private atWork = 0;
  private readonly waiting: (() => void)[] = [];
  /** Verified in place of the hash that an account does not have, so that its absence takes as long. */
  private readonly decoy = hash('nobody has this password', PARAMETERS);

  /** Read when somebody chooses a password first: signing in does without. */
  private breached: Promise<ReadonlySet<string>> | undefined;

  /** What is wrong with a new password of an account. */
  async faultOf(password: string, accountName: string): Promise<PasswordFault | null> {
    this.breached ??= readBreachedPasswords();
    return passwordFault(password, accountName, await this.breached);
  }

  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFC'), PARAMETERS));
  }

  /** Whether it is the password; without a hash it is not, after the same work. */
  async isRight(password: string, hashed: string | null): Promise<boolean> {
    const against = hashed ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password.normalize('NFC')));
    return matches && hashed !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.atWork >= MOST_AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    this.atWork += 1;
    try {
      return await work();
    } finally {
      this.atWork -= 1;
      this.waiting.shift()?.();
    }
  }
}
