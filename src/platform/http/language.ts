import Negotiator from 'negotiator';
import { type Language } from '../../kernel/ratio.js';

/** The caller's language by `Accept-Language`; Vietnamese when it says nothing of the two. */
export function languageOf(headers: { 'accept-language'?: string | undefined }): Language {
  const [best] = new Negotiator({ headers }).languages(['vi', 'en']);
  return best === 'en' ? 'en' : 'vi';
}
