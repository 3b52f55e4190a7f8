import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The office's key, with which this service signs what it issued (ADR 24). It stays in its file. */
export interface SigningOptions {
  /** PKCS#12 with an RSA key and its certificate. */
  readonly keyFile: string;
  readonly passphrase: string;
  /** The image of the signature, PNG with a transparent ground; null: words in its place. */
  readonly imageFile: string | null;
  /** The image of the seal, PNG, shown at its real size beside the one of the signature. */
  readonly sealFile: string | null;
}

const VARIABLES = ['SIGNING_PASSPHRASE', 'SIGNING_PASSPHRASE_FILE', 'SIGNING_IMAGE_FILE', 'SIGNING_SEAL_FILE'];

/** Reads the SIGNING_ variables; null without SIGNING_KEY_FILE. Adds a sentence to `faults` for each thing wrong. */
export function readSigning(text: (name: string) => string | null, faults: string[]): SigningOptions | null {
  const keyFile = text('SIGNING_KEY_FILE');
  if (keyFile === null) {
    const [set] = VARIABLES.filter((name) => text(name) !== null);
    if (set !== undefined) faults.push(`${set} is set without SIGNING_KEY_FILE; set both, or neither.`);
    return null;
  }
  const passphrase = readPassphrase(text, faults);
  const imageFile = text('SIGNING_IMAGE_FILE');
  const sealFile = text('SIGNING_SEAL_FILE');
  if (sealFile !== null && imageFile === null)
    faults.push('SIGNING_SEAL_FILE is set without SIGNING_IMAGE_FILE: a seal covers a third of a signature.');
  if (passphrase === null) return null;
  return {
    ...{ keyFile: resolve(keyFile), passphrase },
    imageFile: imageFile === null ? null : resolve(imageFile),
    sealFile: sealFile === null ? null : resolve(sealFile),
  };
}

function readPassphrase(text: (name: string) => string | null, faults: string[]): string | null {
  const given = text('SIGNING_PASSPHRASE');
  const file = text('SIGNING_PASSPHRASE_FILE');
  if (given !== null) return given;
  if (file === null) {
    faults.push('SIGNING_KEY_FILE takes a passphrase: set SIGNING_PASSPHRASE or SIGNING_PASSPHRASE_FILE.');
    return null;
  }
  try {
    // Editors end files with a line end, which is no part of a passphrase.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    faults.push(`SIGNING_PASSPHRASE_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    return null;
  }
}
