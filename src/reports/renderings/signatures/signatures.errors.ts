import { type Fault, Refusal } from '../../../kernel/refusal.js';
import { type LocalDate, printDay } from '../../../kernel/local-date.js';

const refusal = (fault: Omit<Fault, 'path' | 'kind'>): Refusal =>
  new Refusal([{ path: '', kind: 'unprocessable', ...fault }]);

/** The file is no PKCS#12, or holds no RSA key with its certificate. */
export function keyUnreadable(): Refusal {
  return refusal({
    code: 'signing-key-unreadable',
    message: {
      vi: 'Tệp khóa ký không phải là PKCS#12 (.p12, .pfx), hoặc không có khóa RSA kèm chứng thư số của khóa đó.',
      en: 'The signing key is no PKCS#12 file (.p12, .pfx), or holds no RSA key with its certificate.',
    },
  });
}

export function passphraseWrong(): Refusal {
  return refusal({
    code: 'signing-passphrase-wrong',
    message: {
      vi: 'Mật khẩu của tệp khóa ký không đúng; người vận hành sửa SIGNING_PASSPHRASE rồi khởi động lại.',
      en: 'The passphrase of the signing key is wrong; whoever runs the service mends SIGNING_PASSPHRASE and restarts it.',
    },
  });
}

/** The certificate holds on days `[from, to]`, and it is neither. */
export function certificateNotValid(from: LocalDate, to: LocalDate, when: 'expired' | 'not-yet-valid'): Refusal {
  const days = { vi: `từ ${printDay(from)} đến ${printDay(to)}`, en: `from ${from} to ${to}` };
  return refusal({
    code: `signing-certificate-${when}`,
    message:
      when === 'expired'
        ? {
            vi: `Chứng thư số đã hết hạn (có hiệu lực ${days.vi}); cần gia hạn trước khi ký.`,
            en: `The certificate has expired (it holds ${days.en}); renew it before signing.`,
          }
        : {
            vi: `Chứng thư số chưa có hiệu lực (có hiệu lực ${days.vi}).`,
            en: `The certificate does not hold yet (it holds ${days.en}).`,
          },
    detail: { validFrom: from, validTo: to },
  });
}
