import { DangoError } from '../../errors/dango-error.ts';
import type { ShellCommand, ShellWord } from './shell-word.ts';

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * Splits a text as bash and its kin do: quotes of all kinds, `$'…'`, `\` at the end of a line, comments, `;`, `&&` and `|` between
 * commands. Variables stay as references.
 * @throws DangoError `usage-invalid` for a quote that is never closed, and for a command in the place of a value (`$(…)`).
 */
export function splitPosix(text: string): ShellCommand[] {
  return new PosixSplitter(text).split();
}

class PosixSplitter {
  readonly #text: string;
  #at = 0;
  #commands: ShellCommand[] = [];
  #words: ShellWord[] = [];
  #word: string | undefined;
  #wordStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  split(): ShellCommand[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endCommand();
    return this.#commands;
  }

  #step(): void {
    const character = this.#text[this.#at] ?? '';
    const rest = this.#text.slice(this.#at, this.#at + 2);
    if (rest === '\\\n') this.#at += 2;
    else if (this.#text.startsWith('\\\r\n', this.#at)) this.#at += 3;
    else if (/[ \t\r]/.test(character)) this.#endWord(1);
    else if (character === '#' && this.#word === undefined) this.#skipComment();
    else if (character === '&' && this.#isInAddress()) this.#append(character, 1);
    else if (/[\n;|&]/.test(character)) this.#endCommand(1);
    else if (character === "'") this.#single();
    else if (character === '"') this.#double();
    else if (rest === "$'") this.#ansi();
    else if (rest === '$"') this.#at += 1;
    else if (character === '$') this.#variable();
    else if (character === '`') throw this.#refused('a command in the place of a value');
    else if (character === '\\') this.#append(this.#text[this.#at + 1] ?? '', 2);
    else this.#append(character, 1);
  }

  /** An address without quotes would end at its `&` in a shell; nobody means that. */
  #isInAddress(): boolean {
    return /^https?:\/\//i.test(this.#word ?? '') && /^&[^\s&]/.test(this.#text.slice(this.#at, this.#at + 2));
  }

  #append(text: string, length: number): void {
    if (this.#word === undefined) this.#wordStart = this.#at;
    this.#word = (this.#word ?? '') + text;
    this.#at += length;
  }

  #endWord(length = 0): void {
    if (this.#word !== undefined) this.#words.push({ text: this.#word, line: this.#lineAt(this.#wordStart) });
    this.#word = undefined;
    this.#at += length;
  }

  #endCommand(length = 0): void {
    this.#endWord(length);
    if (this.#words.length > 0) this.#commands.push(this.#words);
    this.#words = [];
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #single(): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw this.#unclosed("'");
    const inner = this.#text.slice(this.#at + 1, end);
    this.#append(
      inner.replaceAll('${', () => '$${'),
      end + 1 - this.#at,
    );
  }

  #double(): void {
    const start = this.#at;
    this.#append('', 1);
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) throw this.#unclosed('"', start);
      if (character === '"') return void (this.#at += 1);
      const next = this.#text[this.#at + 1] ?? '';
      if (character === '\\' && next === '\n') this.#at += 2;
      else if (character === '\\' && '"\\$`'.includes(next))
        this.#append(next === '$' && this.#text[this.#at + 2] === '{' ? '$$' : next, 2);
      else if (character === '$') this.#variable();
      else if (character === '`') throw this.#refused('a command in the place of a value');
      else this.#append(character, 1);
    }
  }

  #ansi(): void {
    const start = this.#at;
    this.#append('', 2);
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) throw this.#unclosed("$'", start);
      if (character === "'") return void (this.#at += 1);
      if (character === '\\') this.#ansiEscape();
      else this.#append(character === '$' && this.#text[this.#at + 1] === '{' ? '$$' : character, 1);
    }
  }

  #ansiEscape(): void {
    const [whole = '\\', code] =
      /^\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|[^])/.exec(
        this.#text.slice(this.#at),
      ) ?? [];
    const hex = code ?? /^\\[uU]([0-9A-Fa-f]+)/.exec(whole)?.[1];
    const octal = /^\\([0-7]{1,3})/.exec(whole)?.[1];
    const point =
      hex === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(hex, 16);
    const letter = whole[1] ?? '';
    const text =
      point === undefined ? (escapes[letter] ?? ('\'"\\?'.includes(letter) ? letter : whole)) : safePoint(point);
    this.#append(text, whole.length);
  }

  #variable(): void {
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith('$(')) throw this.#refused('a command in the place of a value');
    const [braced, inner, byDefault] = /^\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/.exec(rest) ?? [];
    if (braced !== undefined)
      return this.#append(byDefault === undefined ? `\${${inner}}` : `\${${inner}:-${byDefault}}`, braced.length);
    const [plain, name] = /^\$([A-Za-z_]\w*)/.exec(rest) ?? [];
    if (plain !== undefined) return this.#append(`\${${name}}`, plain.length);
    this.#append(rest.startsWith('${') ? '$$' : '$', 1);
  }

  #lineAt(offset: number): number {
    return this.#text.slice(0, offset).split('\n').length;
  }

  #unclosed(quote: string, start = this.#at): DangoError {
    const line = this.#lineAt(start);
    return new DangoError(`The quote ${quote} in line ${line} of the command is never closed`, {
      code: 'usage-invalid',
      hint: 'Paste the whole command, down to its last line.',
    });
  }

  #refused(what: string): DangoError {
    return new DangoError(`Line ${this.#lineAt(this.#at)} of the command has ${what}, which only a shell can run`, {
      code: 'usage-invalid',
      hint: 'Write its result in its place, or a variable such as $TOKEN, which becomes a secret to set.',
    });
  }
}

function safePoint(point: number): string {
  return point > 0x10_ff_ff ? '' : String.fromCodePoint(point);
}
