export interface DiffLine {
  /** `same` on both sides, `gone` from the old one, `new` in the new one. */
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** The lines of two texts beside each other, with the fewest changes between what is the same at both ends. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let behind = 0;
  const shorter = Math.min(old.length, fresh.length) - start;
  while (behind < shorter && old.at(-1 - behind) === fresh.at(-1 - behind)) behind += 1;
  const middle = diffMiddle(old.slice(start, old.length - behind), fresh.slice(start, fresh.length - behind));
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - behind).map(same)];
}

/** By the longest common part. Of more lines than a person would compare, all are gone and new. */
function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ kind: 'gone', text });
  const added = (text: string): DiffLine => ({ kind: 'new', text });
  if (old.length * fresh.length > 4_000_000) return [...old.map(gone), ...fresh.map(added)];
  const width = fresh.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        old[row] === fresh[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    const [left, right] = [old[row], fresh[column]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      row += 1;
      column += 1;
    } else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(gone(left));
      row += 1;
    } else if (right !== undefined) {
      lines.push(added(right));
      column += 1;
    }
  }
  return lines;
}
