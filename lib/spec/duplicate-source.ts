import { isMap, isScalar, Scalar } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { appendSource } from './append-source.ts';
import { renameSource } from './rename-source.ts';
import { blockEntryExtent } from './source-extent.ts';
import { findSourceNode, openSourcesList, pairOf } from './sources-list.ts';
import { spliceText } from './text-lines.ts';

/** Makes the text of one source a file of its own. */
const heading = 'sources:\n';

/**
 * Adds a copy of a source behind the others in a sources.yml, with the comments inside it; every other byte stays.
 * @param sourceModule takes the place of the copy's `source_module`; undefined keeps it.
 * @throws DangoError `name-unknown`; `usage-invalid` for a name that is taken or not allowed; `config-invalid` when the
 *   source cannot be copied as text.
 */
export function duplicateSource(text: string, name: string, newName: string, sourceModule?: string): string {
  const list = openSourcesList(text);
  const { index } = findSourceNode(list, name);
  const extent = list.node && blockEntryExtent(text, list.node, index);
  if (extent === undefined) {
    throw new DangoError(`"${name}" is written in brackets in sources.yml, and cannot be copied with its comments`, {
      code: 'config-invalid',
      hint: 'Copy it in an editor.',
    });
  }
  const renamed = renameSource(heading + text.slice(extent.start, extent.end), name, newName);
  const copy = sourceModule === undefined ? renamed : withModule(renamed, newName, sourceModule);
  return appendSource(text, copy.slice(heading.length));
}

function withModule(text: string, name: string, sourceModule: string): string {
  const settings = pairOf(findSourceNode(openSourcesList(text), name).node, 'dlt_native')?.value;
  const value = isMap(settings) ? pairOf(settings, 'source_module')?.value : undefined;
  if (!isScalar(value) || !value.range) return text;
  const quote = value.type === Scalar.QUOTE_SINGLE ? "'" : value.type === Scalar.QUOTE_DOUBLE ? '"' : '';
  return spliceText(text, value.range[0], value.range[1], `${quote}${sourceModule}${quote}`);
}
