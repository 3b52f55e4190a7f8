import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** PEM texts of a server on this machine, and of the authority that signed it, made up for the test. */
export interface MadeUpCertificate {
  readonly key: string;
  readonly cert: string;
  readonly authority: string;
}

const HOST = 'localhost';

/** A certificate for `localhost` by an authority that nobody trusts of his own accord. */
export function madeUpCertificate(): MadeUpCertificate {
  const [ofAuthority, ofServer] = [newKey(), newKey()];
  const authority = unsigned('Thử nghiệm CA', ofAuthority.publicKey, '01');
  authority.setIssuer(authority.subject.attributes);
  authority.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'keyUsage', keyCertSign: true },
  ]);
  authority.sign(ofAuthority.privateKey, forge.md.sha256.create());
  const server = unsigned(HOST, ofServer.publicKey, '02');
  server.setIssuer(authority.subject.attributes);
  server.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }]);
  server.sign(ofAuthority.privateKey, forge.md.sha256.create());
  return {
    key: forge.pki.privateKeyToPem(ofServer.privateKey),
    cert: forge.pki.certificateToPem(server),
    authority: forge.pki.certificateToPem(authority),
  };
}

function newKey(): { privateKey: forge.pki.rsa.PrivateKey; publicKey: forge.pki.rsa.PublicKey } {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  return { privateKey: key, publicKey: forge.pki.setRsaPublicKey(key.n, key.e) };
}

function unsigned(name: string, publicKey: forge.pki.rsa.PublicKey, serial: string): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date('2016-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2036-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: forge.util.encodeUtf8(name) }]);
  return certificate;
}
