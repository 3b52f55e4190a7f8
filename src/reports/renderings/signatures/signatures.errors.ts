import { Refusal } from '../../../kernel/refusal.js';

/** The file with key and certificate, or its passphrase, is of no use. */
export function keyRefused(): Refusal {
  return new Refusal([
    {
      path: 'key',
      code: 'signing-key.unreadable',
      kind: 'malformed',
      message: {
        vi: 'Không mở được tệp khóa ký (PKCS#12): mật khẩu không đúng, hoặc tệp không có khóa RSA kèm chứng thư số của khóa đó.',
        en: 'The signing key (PKCS#12) cannot be opened: the passphrase is wrong, or it holds no RSA key with its certificate.',
      },
    },
  ]);
}
