/** A regular expression as a tree. Sets and anchors look at characters; nothing looks back or ahead. */
export type PatternNode =
  | { readonly type: 'set'; readonly has: (character: string) => boolean }
  | { readonly type: 'start' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly type: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

const isDigit = (character: string): boolean => /^\d$/.test(character);
const isWord = (character: string): boolean => /^\w$/.test(character);
const isSpace = (character: string): boolean => /^\s$/.test(character);
const classes: Readonly<Record<string, (character: string) => boolean>> = {
  d: isDigit,
  D: (character) => !isDigit(character),
  w: isWord,
  W: (character) => !isWord(character),
  s: isSpace,
  S: (character) => !isSpace(character),
};
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

/**
 * Reads a regular expression of the kind that can be matched in one pass: characters, classes, groups, choices,
 * repetitions, `^`, `$` and `\b`. `(?i)` in front takes no notice of case.
 * @throws Error with what is wrong, also for look-around and back references, which no single pass can match.
 */
export function parsePattern(pattern: string): PatternNode {
  const ignoresCase = pattern.startsWith('(?i)');
  const reader = new PatternReader(Array.from(ignoresCase ? pattern.slice(4) : pattern), ignoresCase);
  return reader.read();
}

class PatternReader {
  readonly #characters: readonly string[];
  readonly #ignoresCase: boolean;
  #position = 0;

  constructor(characters: readonly string[], ignoresCase: boolean) {
    this.#characters = characters;
    this.#ignoresCase = ignoresCase;
  }

  read(): PatternNode {
    const node = this.#readChoice(0);
    if (this.#next() !== undefined) throw new Error('a ")" has no "(" before it');
    return node;
  }

  #next(ahead = 0): string | undefined {
    return this.#characters[this.#position + ahead];
  }

  #take(): string {
    const character = this.#next();
    if (character === undefined) throw new Error('it ends too early');
    this.#position += 1;
    return character;
  }

  #takeIf(wanted: string): boolean {
    const isThere = Array.from(wanted).every((character, index) => this.#next(index) === character);
    if (isThere) this.#position += wanted.length;
    return isThere;
  }

  #readChoice(depth: number): PatternNode {
    if (depth > 50) throw new Error('its groups are nested too deeply');
    const parts = [this.#readSequence(depth)];
    while (this.#takeIf('|')) parts.push(this.#readSequence(depth));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { type: 'choice', parts };
  }

  #readSequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    for (let next = this.#next(); next !== undefined && next !== '|' && next !== ')'; next = this.#next()) {
      parts.push(this.#readRepeats(this.#readOne(depth)));
    }
    return { type: 'sequence', parts };
  }

  #readOne(depth: number): PatternNode {
    const character = this.#take();
    switch (character) {
      case '(': {
        if (this.#next() === '?' && !this.#takeIf('?:')) throw new Error('of groups with "?" it knows (?: … ) only');
        const inner = this.#readChoice(depth + 1);
        if (!this.#takeIf(')')) throw new Error('a "(" has no ")"');
        return inner;
      }
      case '[':
        return this.#readClass();
      case '.':
        return { type: 'set', has: (one) => one !== '\n' };
      case '^':
        return { type: 'start' };
      case '$':
        return { type: 'end' };
      case '\\':
        return this.#readEscape();
      case '*':
      case '+':
      case '?':
        throw new Error(`nothing stands before the "${character}"`);
      default:
        return this.#literal(character);
    }
  }

  #readEscape(): PatternNode {
    if (this.#takeIf('b')) return { type: 'boundary' };
    if (this.#takeIf('B')) return { type: 'no-boundary' };
    const escaped = this.#readEscaped();
    return typeof escaped === 'string' ? this.#literal(escaped) : { type: 'set', has: escaped };
  }

  #readEscaped(): string | ((character: string) => boolean) {
    const character = this.#take();
    const known = Object.hasOwn(classes, character) ? classes[character] : controls[character];
    if (known !== undefined) return known;
    if (character === 'x' || character === 'u') {
      const digits = Array.from({ length: character === 'x' ? 2 : 4 }, () => this.#take()).join('');
      if (!/^[\da-f]+$/i.test(digits)) throw new Error(`"\\${character}${digits}" is no character`);
      return String.fromCodePoint(Number.parseInt(digits, 16));
    }
    if (/^[a-z\d]$/i.test(character)) throw new Error(`it does not know "\\${character}"`);
    return character;
  }

  #readClass(): PatternNode {
    const isNegated = this.#takeIf('^');
    const tests: ((character: string) => boolean)[] = [];
    for (let isFirst = true; isFirst || this.#next() !== ']'; isFirst = false) {
      const first = this.#readMember();
      const isRange = this.#next() === '-' && this.#next(1) !== ']';
      if (typeof first !== 'string' || !isRange) {
        tests.push(typeof first === 'string' ? this.#same(first) : first);
        continue;
      }
      this.#take();
      const last = this.#readMember();
      if (typeof last !== 'string' || last < first) throw new Error(`"${first}-" begins a range that has no end`);
      tests.push(this.#withCases((one) => one >= first && one <= last));
    }
    this.#take();
    return { type: 'set', has: (one) => tests.some((test) => test(one)) !== isNegated };
  }

  #readMember(): string | ((character: string) => boolean) {
    return this.#takeIf('\\') ? this.#readEscaped() : this.#take();
  }

  #literal(character: string): PatternNode {
    return { type: 'set', has: this.#same(character) };
  }

  #same(character: string): (one: string) => boolean {
    return this.#withCases((one) => one === character);
  }

  #withCases(test: (character: string) => boolean): (character: string) => boolean {
    if (!this.#ignoresCase) return test;
    return (one) => test(one) || test(one.toLowerCase()) || test(one.toUpperCase());
  }

  #readRepeats(part: PatternNode): PatternNode {
    let repeated = part;
    for (let bounds = this.#readBounds(); bounds !== undefined; bounds = this.#readBounds()) {
      repeated = { type: 'repeat', part: repeated, ...bounds };
      // Whether as few or as many as possible are taken makes no difference to whether it matches.
      this.#takeIf('?');
    }
    return repeated;
  }

  #readBounds(): { readonly least: number; readonly most: number } | undefined {
    if (this.#takeIf('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#takeIf('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#takeIf('?')) return { least: 0, most: 1 };
    const rest = this.#characters.slice(this.#position, this.#position + 16).join('');
    const [whole, first = '', comma, last = ''] = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest)?.slice(0, 4) ?? [];
    if (whole === undefined) return undefined;
    this.#position += whole.length;
    const least = Number(first);
    const most = comma === undefined ? least : last.replace(',', '') === '' ? Infinity : Number(last);
    if (most < least) throw new Error(`"${whole}" ends before it begins`);
    return { least, most };
  }
}
