import { convertSource as convertInText, type ConvertedSource } from '../spec/convert-source.ts';
import { editSourcesFile } from './edit-sources-file.ts';
import { readSourcesFile } from './sources-file.ts';

export interface SourceConversion extends Pick<ConvertedSource, 'from'> {
  /** `.dango/sources.yml` before and after. */
  readonly before: string;
  readonly after: string;
}

/** What a conversion of a source would write; see {@link convertInText} for its errors. Changes nothing. */
export function planConversion(root: string, name: string): SourceConversion {
  const { text } = readSourcesFile(root);
  const { text: after, from } = convertInText(text, name);
  return { before: text, after, from };
}

/** Rewrites a source in `.dango/sources.yml` into Dango's own spelling; see {@link convertInText}. */
export function saveConversion(root: string, name: string): void {
  editSourcesFile(root, (text) => convertInText(text, name).text);
}
