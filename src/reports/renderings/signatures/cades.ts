import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { type SigningKey } from './signing-key.js';

const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * A detached signature of `content` as PAdES B-B wants it (ETSI EN 319 142-1, 6.3): CMS with SHA-256, the certificate
 * bound to it by its hash, and no time of its own, since that stands in the PDF.
 */
export async function signDetached(content: Buffer, { key, certificates }: SigningKey): Promise<Buffer> {
  const [certificate] = certificates;
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: DATA }),
    certificates: [...certificates],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          // DER orders them by their bytes, which is by their lengths here.
          attributes: [
            new Attribute({ type: CONTENT_TYPE, values: [new asn1.ObjectIdentifier({ value: DATA })] }),
            new Attribute({ type: MESSAGE_DIGEST, values: [octets(sha256(content))] }),
            new Attribute({
              type: SIGNING_CERTIFICATE_V2,
              values: [sequence(sequence(sequence(octets(sha256(Buffer.from(certificate.toSchema().toBER()))))))],
            }),
          ],
        }),
      }),
    ],
  });
  await signed.sign(key, 0, 'SHA-256');
  const info = new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function octets(bytes: Buffer): asn1.OctetString {
  return new asn1.OctetString({ valueHex: new Uint8Array(bytes).buffer });
}

function sequence(value: asn1.BaseBlock): asn1.Sequence {
  return new asn1.Sequence({ value: [value] });
}
