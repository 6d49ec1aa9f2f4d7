import { isScalar } from 'yaml';

/**
 * Where a character of a text value stands in the file. Folded lines, indentation, quotes and escapes are passed over:
 * each character of the value is looked for behind the one before.
 * @param offset in the value, from 0.
 */
export function scalarOffset(text: string, node: unknown, offset: number): number | undefined {
  if (!isScalar(node) || !node.range || typeof node.value !== 'string') return undefined;
  const [start, end] = node.range;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const firstLine = text.indexOf('\n', start);
  let position = isBlock && firstLine !== -1 ? firstLine + 1 : start;
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') position += 1;
  const { value } = node;
  for (let index = 0; index <= Math.min(offset, value.length); index++) {
    const wanted = value[index];
    // An escape may write the character as another one: then it stands where the one before ended.
    position = findCharacter(text, wanted, position, end) ?? position;
    if (index === offset) return position;
    position += 1;
    // Line breaks and indentation are one blank, or nothing, in the value.
    if (wanted === ' ' || wanted === '\n')
      while (/\s/.test(text[position] ?? '') && value[index + 1] !== text[position]) position += 1;
  }
  return Math.min(position, end);
}

function findCharacter(text: string, wanted: string | undefined, from: number, end: number): number | undefined {
  if (wanted === undefined) return undefined;
  for (let position = from; position < end; position++) if (isSame(text[position], wanted)) return position;
  return undefined;
}

function isSame(written: string | undefined, wanted: string): boolean {
  return written === wanted || (wanted === ' ' && (written === '\n' || written === '\r'));
}
