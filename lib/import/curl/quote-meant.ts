import type { Command } from 'unbash';
import { readShell } from './read-shell.ts';

/** Rounds of looking: what is escaped shows what stands behind it, and a text may have that without end. */
const mostRounds = 20;

/**
 * A text in which a shell takes for plain what nobody means for it: `&` and brackets in an address without quotes, and a place to
 * fill in, such as `<id>`. Lines stay where they are.
 */
export function quoteMeant(text: string): string {
  let whole = text;
  for (let round = 0; round < mostRounds; round++) {
    const found = new Set<number>();
    for (const { pieces, start } of readShell(whole).commands) {
      for (const pos of pieces.flatMap((piece) => meantIn(piece, whole.slice(start)))) found.add(start + pos);
    }
    if (found.size === 0) return whole;
    let at = 0;
    const parts: string[] = [];
    for (const pos of [...found].toSorted((one, other) => one - other)) {
      parts.push(whole.slice(at, pos));
      at = pos;
    }
    whole = [...parts, whole.slice(at)].join('\\');
  }
  return whole;
}

/** Positions of what a shell would take for its own. */
function meantIn({ name, args, redirects }: Command, text: string): number[] {
  const found: number[] = [];
  for (const word of name === undefined ? [] : [name, ...args]) {
    if (!/^https?:\/\//i.test(word.text)) continue;
    const [rest = ''] =
      /^(?:[()<>]|&(?=[^\s&])|[^\s&()<>;|'"`\\$])*/.exec(text.slice(word.end, nextSpace(text, word.end))) ?? [];
    for (const { index } of rest.matchAll(/[&()<>]/g)) found.push(word.end + index);
  }
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect' || redirect.operator !== '<' || redirect.descriptor !== undefined) continue;
    const { pos, target } = redirect;
    if (target === undefined || text[target.end] !== '>' || !/^[\w.-]+$/.test(target.text) || target.pos !== pos + 1)
      continue;
    found.push(pos, target.end);
  }
  return found;
}

function nextSpace(text: string, from: number): number {
  const end = text.slice(from).search(/\s/);
  return end < 0 ? text.length : from + end;
}
