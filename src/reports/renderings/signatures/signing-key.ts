import { webcrypto } from 'node:crypto';
import forge from 'node-forge';
import { Certificate } from 'pkijs';
import { keyRefused } from './signatures.errors.js';

/** A key that can sign, with its certificate and those of its issuers. */
export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  /** The first is that of the key. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
}

/**
 * Opens a PKCS#12 file. Offices hold files with the old ciphers as well, which the platform's own cryptography does not
 * open. Refuses a wrong passphrase and a file without an RSA key and its certificate.
 */
export async function openKey(p12: Buffer, passphrase: string): Promise<SigningKey> {
  const { key, certificates } = contentsOf(p12, passphrase);
  const own = certificates.find(({ publicKey }) => (publicKey as forge.pki.rsa.PublicKey).n.equals(key.n));
  if (own === undefined) throw keyRefused();
  const others = certificates.filter((one) => one !== own);
  const info = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return {
    key: await webcrypto.subtle.importKey('pkcs8', der(info), algorithm, false, ['sign']),
    certificates: [own, ...others].map((one) => Certificate.fromBER(der(forge.pki.certificateToAsn1(one)))) as [
      Certificate,
      ...Certificate[],
    ],
  };
}

function contentsOf(p12: Buffer, passphrase: string) {
  try {
    const file = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(p12.toString('binary')), passphrase);
    const { pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
    const keys = file.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag ?? ''] ?? [];
    const certificates = file.getBags({ bagType: certBag })[certBag ?? ''] ?? [];
    const key = keys[0]?.key;
    if (key === undefined) throw keyRefused();
    return { key, certificates: certificates.flatMap(({ cert }) => (cert === undefined ? [] : [cert])) };
  } catch {
    throw keyRefused();
  }
}

function der(value: forge.asn1.Asn1): ArrayBuffer {
  return new Uint8Array(Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary')).buffer;
}
