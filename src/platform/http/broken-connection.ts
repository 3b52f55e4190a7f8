import { type Socket } from 'node:net';
import { type Fault } from '../../kernel/refusal.js';
import { problemOf } from './problem.js';
import { headersTooLarge, unreadable } from './request.errors.js';

/** Answers what is no HTTP at all, or has headers too long to be read: there is no request yet, hence no language. */
export function answerBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') reply(socket, 431, 'Request Header Fields Too Large', headersTooLarge());
  else reply(socket, 400, 'Bad Request', unreadable());
}

function reply(socket: Socket, status: number, phrase: string, fault: Fault): void {
  const body = JSON.stringify({ ...problemOf([fault], 'vi'), status });
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: vi',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
