import { webcrypto } from 'node:crypto';
import forge from 'node-forge';
import { Certificate } from 'pkijs';
import { dayOfInstant } from '../../../kernel/local-date.js';
import { certificateNotValid, keyUnreadable, passphraseWrong } from './signatures.errors.js';

/** A key that can sign, with its certificate and those of its issuers. */
export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  /** The first is that of the key. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** The common name of the certificate's holder. */
  readonly holder: string;
}

/**
 * Opens a PKCS#12 file for a signature at the instant `at`. Offices hold files with the old ciphers as well, which the
 * platform's own cryptography does not open. Refuses what is no such file, a wrong passphrase, a file without an RSA key
 * and its certificate, and a certificate that does not hold at the instant.
 */
export async function openKey(p12: Buffer, passphrase: string, at: string): Promise<SigningKey> {
  const { key, certificates } = contentsOf(p12, passphrase);
  const own = certificates.find((one) => 'n' in one.publicKey && one.publicKey.n.equals(key.n));
  if (own === undefined) throw keyUnreadable();
  const { notBefore, notAfter } = own.validity;
  const [from, to] = [dayOfInstant(notBefore.getTime()), dayOfInstant(notAfter.getTime())];
  if (new Date(at) < notBefore) throw certificateNotValid(from, to, 'not-yet-valid');
  if (new Date(at) > notAfter) throw certificateNotValid(from, to, 'expired');
  const others = certificates.filter((one) => one !== own);
  const info = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const name = own.subject.getField('CN') as { value?: unknown } | null;
  return {
    key: await webcrypto.subtle.importKey('pkcs8', der(info), algorithm, false, ['sign']),
    certificates: [own, ...others].map((one) => Certificate.fromBER(der(forge.pki.certificateToAsn1(one)))) as [
      Certificate,
      ...Certificate[],
    ],
    holder: typeof name?.value === 'string' ? name.value.normalize('NFC') : '',
  };
}

function contentsOf(p12: Buffer, passphrase: string) {
  try {
    const file = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(p12.toString('binary')), passphrase);
    const { pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
    const keys = file.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag ?? ''] ?? [];
    const certificates = file.getBags({ bagType: certBag })[certBag ?? ''] ?? [];
    const key = keys[0]?.key;
    if (key === undefined || !('n' in key)) throw keyUnreadable();
    return { key, certificates: certificates.flatMap(({ cert }) => (cert === undefined ? [] : [cert])) };
  } catch (error) {
    // The library tells a wrong passphrase by its words alone.
    throw error instanceof Error && /password|passphrase/i.test(error.message) ? passphraseWrong() : keyUnreadable();
  }
}

function der(value: forge.asn1.Asn1): ArrayBuffer {
  return new Uint8Array(Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary')).buffer;
}
