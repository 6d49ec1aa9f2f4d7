/** An `import … from "./x"`, `export … from` or `import("./x")` that is still there when the types are stripped. */
export interface ImportedFile {
  /** What stands between the quotes. */
  readonly specifier: string;
  /** Position of the opening quote. */
  readonly start: number;
  /** Position behind the closing quote. */
  readonly end: number;
}

const literalPattern = /\/\/[^\n]*|\/\*[^]*?\*\/|(["'])(?:\\[^]|(?!\1)[^\\\n])*\1|`(?:\\[^]|[^\\`])*`/g;

/** The relative imports of a module's text. Comments and other texts are passed over, and so is `import type`. */
export function importedFiles(text: string): readonly ImportedFile[] {
  const files: ImportedFile[] = [];
  let code = '';
  let position = 0;
  for (const { 0: literal, 1: quote, index } of text.matchAll(literalPattern)) {
    code += text.slice(position, index);
    position = index + literal.length;
    const specifier = literal.slice(1, -1);
    if (quote !== undefined && /^\.{1,2}(\/|$)/.test(specifier) && isImported(code)) {
      files.push({ specifier, start: index, end: position });
    }
    // Something in place of each text, so that what stands before it is not taken for what stands before the next.
    code = quote === undefined ? `${code} ` : `${code}""`;
  }
  return files;
}

/** Whether the code ends where an import names its file. */
function isImported(code: string): boolean {
  if (/(^|[^.\w$])import\s*\(?\s*$/.test(code)) return true;
  const [, words] = /(?:^|[^.\w$])(?:import|export)\b([^;"'=()]*?)\bfrom\s*$/.exec(code) ?? [];
  return words !== undefined && !/^\s+type\s*(?:\{|\*|\s[\w$])/.test(words);
}
