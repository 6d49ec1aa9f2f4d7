import type { KeyPath } from './key-path.ts';

interface Frame {
  readonly kind: 'mapping' | 'list';
  readonly column: number;
  readonly path: KeyPath;
  /** The last key of a mapping. */
  key: string;
  /** Whether that key has a value on its own line. */
  hasValue: boolean;
  /** The last entry of a list. */
  index: number;
}

/** Where a line of a given indentation would belong. */
export interface OpenPlace {
  readonly path: KeyPath;
  /** `keys`: a key beside others. `content`: the value of a key, or the entry of a list, that has none on its line. */
  readonly kind: 'keys' | 'content';
}

/** The mappings and lists that are open at a line, from the outermost on. */
export class OutlineFrames {
  readonly #frames: Frame[] = [];

  /** A dash at a column; returns the path of its entry. */
  enterEntry(column: number): KeyPath {
    this.#close((frame) => frame.column > column);
    let top = this.#frames.at(-1);
    if (top?.kind !== 'list' || top.column !== column) {
      top = { kind: 'list', column, path: this.#contentPath(), key: '', hasValue: false, index: -1 };
      this.#frames.push(top);
    }
    top.index += 1;
    return [...top.path, top.index];
  }

  /** A key at a column; returns its path. */
  enterKey(column: number, key: string): KeyPath {
    this.#close((frame) => frame.column > column || (frame.kind === 'list' && frame.column === column));
    let top = this.#frames.at(-1);
    if (top?.kind !== 'mapping' || top.column !== column) {
      top = { kind: 'mapping', column, path: this.#contentPath(), key, hasValue: false, index: -1 };
      this.#frames.push(top);
    }
    top.key = key;
    top.hasValue = false;
    return [...top.path, key];
  }

  /** Whether the key that was entered last has a value on its line. */
  noteValue(hasValue: boolean): void {
    const top = this.#frames.at(-1);
    if (top !== undefined) top.hasValue = hasValue;
  }

  /** What a text without key at a column belongs to. */
  entryPath(column: number): KeyPath {
    return this.placeAt(column)?.path ?? [];
  }

  /** Where a new line at a column would belong; undefined where nothing can stand. Closes what it is not inside of. */
  placeAt(column: number): OpenPlace | undefined {
    this.#close((frame) => frame.column > column || (frame.kind === 'list' && frame.column === column));
    const top = this.#frames.at(-1);
    if (top === undefined) return { path: [], kind: 'keys' };
    if (top.kind === 'mapping' && top.column === column) return { path: top.path, kind: 'keys' };
    if (top.kind === 'mapping' && top.hasValue) return undefined;
    return { path: this.#contentPath(), kind: 'content' };
  }

  #close(isOver: (frame: Frame) => boolean): void {
    for (let top = this.#frames.at(-1); top !== undefined && isOver(top); top = this.#frames.at(-1)) {
      this.#frames.pop();
    }
  }

  #contentPath(): KeyPath {
    const top = this.#frames.at(-1);
    if (top === undefined) return [];
    return [...top.path, top.kind === 'list' ? top.index : top.key];
  }
}
