import { type Progress } from '../register/register.service.js';

const WIDTH = 30;

/** A bar on standard error, drawn over itself on a terminal; elsewhere one line at the end. */
export const drawProgress: Progress = (done, total, what) => {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * WIDTH);
  const line = `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}% ${what}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(60)}${done === total ? '\n' : ''}`);
  else if (done === total) process.stderr.write(`${line}\n`);
};
