/**
 * What an attempt came to. `accepted`: the other side took it; `refused`: it said for good that it will not;
 * `postponed`: try again later. `answer` is a line for whoever looks after it.
 */
export interface Outcome {
  readonly result: 'accepted' | 'refused' | 'postponed';
  readonly answer: string;
}

/** What of a failed SMTP conversation matters. `code` is the server's reply, `command` what it replied to. */
export interface SmtpFailure {
  readonly code: number | null;
  readonly command: string | null;
  readonly message: string;
}

const LONGEST_ANSWER = 300;
/** Requests that may succeed later: time-out, another one under way, too early, too many (RFC 9110, 8470, 6585). */
const LATER = [408, 409, 425, 429];

/**
 * A reply of 5xx to the recipient's address or to the message is for good (RFC 5321, 4.2.1). All else may pass: 4xx, no
 * connection, and 5xx to signing in or to the sender, which are faults of this service's settings and not of the address.
 */
export function smtpOutcome({ code, command, message }: SmtpFailure): Outcome {
  const concernsMessage = command === 'RCPT TO' || command === 'DATA';
  const isForGood = code !== null && code >= 500 && concernsMessage;
  return { result: isForGood ? 'refused' : 'postponed', answer: oneLine(message) };
}

/**
 * 2xx is accepted. Redirections are not followed, and of 4xx only those that speak of time may pass: both need somebody
 * to mend the address or the receiver. `body` is the beginning of the answer, of which the first line is kept.
 */
export function httpOutcome(status: number, body: string): Outcome {
  const [first = ''] = body.trim().split('\n');
  const answer = oneLine(`HTTP ${status} ${first}`);
  if (status >= 200 && status < 300) return { result: 'accepted', answer };
  const isForGood = status >= 300 && status < 500 && !LATER.includes(status);
  return { result: isForGood ? 'refused' : 'postponed', answer };
}

/** Without control characters, at most 300 characters. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_ANSWER);
}
