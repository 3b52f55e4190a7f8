import { type Contact } from './contacts.queries.js';
import { type ContactAnswer } from './dto/contact.answers.js';

/** Writes a contact out for the caller. */
export function contactAnswer({ id, name, post, telephone, email, validFrom, validTo }: Contact): ContactAnswer {
  return { id, name, post, telephone, email, validFrom, validTo };
}
