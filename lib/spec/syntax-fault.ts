import type { YAMLError } from 'yaml';

/** A fault of YAML in words. */
export interface SyntaxFault {
  readonly message: string;
  readonly hint: string;
}

/**
 * Words a fault that the YAML parser found, for people who do not know its terms, and for those who paste Python.
 * @param offset Where it is, in characters from the start of the text.
 */
export function wordSyntaxFault({ code, message }: YAMLError, text: string, offset: number): SyntaxFault {
  const end = text.indexOf('\n', offset);
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const after = text.slice(offset, end < 0 ? undefined : end).trim();
  const python = code === 'DUPLICATE_KEY' ? undefined : pythonFault(before, after);
  if (python !== undefined) return python;
  const [, kind] = /^Flow (map|sequence) in block collection/.exec(message) ?? [];
  if (kind !== undefined) {
    const [open, close] = kind === 'map' ? ['{', '}'] : ['[', ']'];
    return {
      message: `Not valid YAML: What stands in ${open} ${close} is not indented deeper than the key before it, or has no ${close}`,
      hint: `Indent each line from the ${open} to the ${close}, that of the ${close} too, deeper than the line of the key.`,
    };
  }
  const word = /^(?:[\w.$-]+|[^\s\w])/.exec(after)?.[0];
  const isOdd = /^Unexpected \S+ (?:at node end|token in YAML stream)/.test(message) && word !== undefined;
  return {
    message: `Not valid YAML: ${isOdd ? `Unexpected ${word} here` : message}`,
    hint:
      code === 'DUPLICATE_KEY'
        ? 'Remove one of the two keys.'
        : 'Check quotes, brackets and the indentation of this line and the one above.',
  };
}

/** What a person meets who pastes a dict out of a Python file. */
function pythonFault(before: string, after: string): SyntaxFault | undefined {
  const line = before + after;
  const secret = /\bdlt\.(?:secrets|config)\[["']([^"']+)["']\]/.exec(line);
  if (secret !== null && secret.index <= before.length && before.length <= secret.index + secret[0].length) {
    const name = secret[1]?.split('.').at(-1) ?? '';
    return {
      message: `Not valid YAML: ${secret[0]} is Python`,
      hint: `Write "\${${name}}" in its place, and store the value with: dango secrets set ${name}`,
    };
  }
  const code = /\blambda\b|(?<=[\s:,[{])f(?=["'])|\b(?:dlt\.|os\.)[\w.]+|\b[A-Z]\w+(?=\()/.exec(line)?.[0];
  if (code === undefined) return undefined;
  return {
    message: `Not valid YAML: ${code === 'f' ? 'f"…"' : code} is Python`,
    hint: 'Write a plain value in its place; docs/porting-from-dlt.md says how what only Python can do is written.',
  };
}
