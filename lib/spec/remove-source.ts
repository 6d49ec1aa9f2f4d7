import { blockEntryExtent, flowEntryExtent } from './source-extent.ts';
import { findSourceNode, openSourcesList, verifyEdit } from './sources-list.ts';
import { spliceText } from './text-lines.ts';

/**
 * Takes a source out of a sources.yml; every other byte stays, the comments above it too.
 * Throws `name-unknown`, and `config-invalid` when the file is broken or too unusual to change.
 */
export function removeSource(text: string, name: string): string {
  const list = openSourcesList(text);
  const { index } = findSourceNode(list, name);
  const { node } = list;
  const extent = node && (blockEntryExtent(text, node, index) ?? flowEntryExtent(node, index));
  const edited = extent === undefined ? text : spliceText(text, extent.start, extent.end, '');
  return verifyEdit(edited, list.values.toSpliced(index, 1), name);
}
