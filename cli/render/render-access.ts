import type { AccessCheck } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';

const colours = { accepted: 'green', open: 'green', refused: 'red', unclear: 'yellow', failed: 'red' } as const;

/** The request that was sent, its answer, and what that means for the credentials. */
export function renderAccess(check: AccessCheck, paint: Painter): string {
  const { source, verdict, message, hint, exchange, tokenRequests, secrets } = check;
  const line = (title: string, text: string): string => `  ${paint('dim', title.padEnd(10))}  ${printable(text)}`;
  const lines = [`${paint('bold', printable(source))}  ${paint(colours[verdict], verdict)}`];
  for (const { method, url, status } of tokenRequests) lines.push(line('token', `${method} ${url} → ${status}`));
  if (exchange !== undefined) {
    const { method, url, status, durationMs, attempts, decision } = exchange;
    const tried = attempts > 1 ? `, ${formatAmount(attempts, 'attempt')}` : '';
    lines.push(line('request', `${method} ${url}`));
    lines.push(line('answer', `${status === 0 ? 'none' : status} after ${Math.round(durationMs)} ms${tried}`));
    if (decision !== undefined) lines.push(line('', decision));
  }
  for (const { name, status, origin } of secrets) {
    lines.push(line('value', status === 'missing' ? `${name} is missing` : `${name} from ${origin ?? 'its default'}`));
  }
  lines.push(line('result', message));
  if (hint !== undefined) lines.push(line('next', hint));
  return lines.join('\n');
}
