import { parsePlaceholders, type PlaceholderPart } from '../placeholders.ts';
import { other, type Code } from './code.ts';
import { markedParts } from './lifted-values.ts';
import type { Scope, ValueWriter } from './value-writer.ts';

/**
 * The path of a request. Values of records are percent-encoded, which `endpoint` does; those that come from outside stand
 * as they are.
 */
export function writePath(path: string, scope: Scope, writer: ValueWriter): Code {
  const parts = parsePlaceholders(path);
  const [only] = parts;
  if (parts.every((part) => part.type === 'literal')) return writer.text(parts.map((part) => part.text).join(''));
  if (parts.length === 1 && only?.type === 'resource' && only.keepsSlashes !== true) {
    return other(`${writer.sdk('linkOf')}(${writer.placeholder(only, scope)}, baseUrl)`);
  }
  const pieces = parts.flatMap((part): Piece[] =>
    part.type === 'literal'
      ? markedParts(part.text, writer.values).map((piece) =>
          piece.type === 'value'
            ? { isRaw: true, code: `\${${piece.value.name}}` }
            : { isRaw: false, code: writer.template(piece.text) },
        )
      : [{ isRaw: false, code: `\${${placeholderCode(part, scope, writer)}}` }],
  );
  const lastRaw = pieces.findLastIndex(({ isRaw }) => isRaw);
  const encoded = (list: readonly Piece[]): string => `${writer.sdk('endpoint')}\`${codeOf(list)}\``;
  if (lastRaw < 0) return other(encoded(pieces));
  const runs = splitRuns(pieces);
  const inner = runs.map((run) => (run.some(({ isValue }) => isValue) ? `\${${encoded(run)}}` : codeOf(run)));
  return other(`\`${inner.join('')}\``);
}

interface Piece {
  /** Stands as it is, not encoded. */
  readonly isRaw: boolean;
  readonly code: string;
}

interface RunPiece extends Piece {
  readonly isValue: boolean;
}

/** Cuts the pieces so that no run has both what is encoded and what is not. */
function splitRuns(pieces: readonly Piece[]): readonly (readonly RunPiece[])[] {
  const runs: RunPiece[][] = [];
  for (const piece of pieces) {
    const one = { ...piece, isValue: !piece.isRaw && piece.code.startsWith('${') };
    const last = runs.at(-1);
    const isOpen = last !== undefined && last[0]?.isRaw === one.isRaw;
    if (isOpen) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

function codeOf(pieces: readonly Piece[]): string {
  return pieces.map(({ code }) => code).join('');
}

function placeholderCode(
  part: Exclude<PlaceholderPart, { type: 'literal' }>,
  scope: Scope,
  writer: ValueWriter,
): string {
  const code = writer.placeholder(part, scope);
  return part.keepsSlashes === true ? `${writer.sdk('slashed')}(${code})` : code;
}
