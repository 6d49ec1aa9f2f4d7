/** Reads a text from left to right. */
export class TextReader {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(word: string): boolean {
    return this.text.startsWith(word, this.position);
  }

  /** Moves behind a word, if it comes next. */
  take(word: string): boolean {
    if (!this.peek(word)) return false;
    this.position += word.length;
    return true;
  }

  /** Moves behind what a sticky pattern matches here, if that is anything. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.position += found[0].length;
    return found;
  }

  skipBlanks(): void {
    while (/\s/.test(this.text[this.position] ?? '')) this.position += 1;
  }
}
