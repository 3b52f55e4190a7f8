import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

interface MadeUp {
  readonly algorithm?: '3des' | 'aes256';
  readonly from?: string;
  readonly to?: string;
}

/** A key of its own with a certificate signed by itself, as PKCS#12; `aes256` or the old `3des`, under a passphrase. */
export function madeUpKey(
  name: string,
  passphrase: string,
  { algorithm = 'aes256', from = '2016-01-01', to = '2036-01-01' }: MadeUp = {},
): Buffer {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(`${from}T00:00:00Z`);
  certificate.validity.notAfter = new Date(`${to}T00:00:00Z`);
  // The type leaves out what tells the letters' encoding; without it names are not UTF-8.
  const subject = [
    { name: 'commonName', value: name, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([{ name: 'keyUsage', digitalSignature: true, nonRepudiation: true }]);
  certificate.sign(key, forge.md.sha256.create());
  const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], passphrase, { algorithm });
  return Buffer.from(forge.asn1.toDer(file).getBytes(), 'binary');
}
