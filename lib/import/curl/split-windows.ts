import { DangoError } from '../../errors/dango-error.ts';
import type { ShellCommand, ShellWord } from './shell-word.ts';

/** How a command line is written. */
export type ShellDialect = 'posix' | 'cmd' | 'powershell';

/** Tells by the ends of lines and by escaped quotes where a command was copied for. */
export function dialectOf(text: string): ShellDialect {
  if (/\^[ \t]*\r?\n|\^"|\^%\^/.test(text)) return 'cmd';
  return /(^|\s)`[ \t]*\r?\n/.test(text) ? 'powershell' : 'posix';
}

/** Splits a text as `cmd.exe` and then a program of Windows do: `^` escapes, `"` quotes, `\"` is a quote. */
export function splitCmd(text: string): ShellCommand[] {
  return cmdLines(text).map(({ text: line, number }) => splitArguments(line, number));
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** What `cmd.exe` makes of carets; a line goes on behind one at its end. */
function cmdLines(text: string): Line[] {
  const lines: Line[] = [];
  let line = '';
  let number = 1;
  let start = 1;
  let isQuoted = false;
  const end = (): void => {
    if (line.trim() !== '') lines.push({ text: line, number: start });
    line = '';
    isQuoted = false;
    start = number;
  };
  const source = text.replaceAll('\r\n', '\n');
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '^' && !isQuoted) {
      at += 1;
      const next = source[at] ?? '';
      if (next === '\n') {
        number += 1;
        // A second line break behind it is meant.
        if (source[at + 1] === '\n') {
          line += '\n';
          at += 1;
          number += 1;
        }
      } else line += next;
    } else if (character === '\n' || (character === '&' && !isQuoted)) {
      if (character === '\n') number += 1;
      end();
    } else {
      if (character === '"') isQuoted = !isQuoted;
      line += character;
    }
  }
  end();
  return lines;
}

/** What the C library of Windows makes of a line. */
function splitArguments(line: string, number: number): ShellWord[] {
  const words: ShellWord[] = [];
  let word: string | undefined;
  let isQuoted = false;
  const end = (): void => {
    if (word !== undefined)
      words.push({ text: word.replaceAll('${', () => '$${').replaceAll(/%([A-Za-z_]\w*)%/g, '${$1}'), line: number });
    word = undefined;
  };
  for (let at = 0; at < line.length; at++) {
    const [, slashes = '', quote] = /^(\\+)(")?/.exec(line.slice(at)) ?? [];
    if (slashes !== '') {
      // Only in front of a quote do they escape anything: two are one, and an odd one makes the quote plain.
      const isPlainQuote = quote !== undefined && slashes.length % 2 === 1;
      const kept = quote === undefined ? slashes : slashes.slice(0, Math.floor(slashes.length / 2));
      word = `${word ?? ''}${kept}${isPlainQuote ? '"' : ''}`;
      at += slashes.length - (isPlainQuote ? 0 : 1);
    } else if (line[at] === '"') {
      if (isQuoted && line[at + 1] === '"') {
        word = `${word ?? ''}"`;
        at += 1;
      } else {
        isQuoted = !isQuoted;
        word ??= '';
      }
    } else if (/[ \t]/.test(line[at] ?? '') && !isQuoted) end();
    else word = (word ?? '') + (line[at] ?? '');
  }
  if (isQuoted) throw unclosed(number);
  end();
  return words;
}

/** Splits a text as PowerShell does: a backtick escapes, `'…'` is plain, `"…"` has variables (`$env:NAME`). */
export function splitPowershell(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let word: string | undefined;
  let line = 1;
  let quote = '';
  let quoteLine = 1;
  const endWord = (): void => {
    if (word !== undefined) words.push({ text: word, line });
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const source = text.replaceAll('\r\n', '\n');
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '\n') line += 1;
    if (character === '`' && quote !== "'") {
      at += 1;
      const next = source[at] ?? '';
      if (next === '\n') line += 1;
      else word = (word ?? '') + ({ n: '\n', r: '\r', t: '\t', '0': '' }[next] ?? next);
    } else if (quote === '' && /['"]/.test(character)) {
      quote = character;
      quoteLine = line;
      word ??= '';
    } else if (character === quote && source[at + 1] === quote) {
      word = `${word ?? ''}${quote}`;
      at += 1;
    } else if (character === quote) quote = '';
    else if (quote === '' && /[\n;|]/.test(character)) endCommand();
    else if (quote === '' && /\s/.test(character)) endWord();
    else {
      const variable = quote === "'" ? null : /^\$(?:\{?env:)?([A-Za-z_]\w*)\}?/.exec(source.slice(at));
      word =
        (word ?? '') +
        (variable === null ? (character === '$' && source[at + 1] === '{' ? '$$' : character) : `\${${variable[1]}}`);
      if (variable !== null) at += variable[0].length - 1;
    }
  }
  if (quote !== '') throw unclosed(quoteLine);
  endCommand();
  return commands;
}

function unclosed(line: number): DangoError {
  return new DangoError(`A quote in line ${line} of the command is never closed`, {
    code: 'usage-invalid',
    hint: 'Paste the whole command, down to its last line.',
  });
}
