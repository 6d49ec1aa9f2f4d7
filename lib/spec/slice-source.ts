import { isSeq } from 'yaml';
import { isPlainObject } from '../util/plain-object.ts';
import { isolateSources } from './isolate-sources.ts';
import { recallYaml } from './recall-yaml.ts';
import { blockEntryExtent, type Extent } from './source-extent.ts';
import { yamlValue } from './yaml-text.ts';

export interface SourceSlice extends Extent {
  /** Position in the list of sources. */
  readonly index: number;
}

/**
 * The whole lines of the first source of that name, so that an editor can show it alone; in a broken file too.
 * Undefined when there is none, or the list is written in brackets.
 */
export function sliceSource(text: string, name: string): SourceSlice | undefined {
  const yaml = recallYaml(text, '.dango/sources.yml');
  if (yaml.syntaxIssues.length > 0) return sliceBroken(text, name);
  const list = yaml.document.getIn(['sources'], true);
  const { value } = yamlValue(yaml, ['sources']);
  if (!isSeq(list) || !Array.isArray(value)) return undefined;
  const index = value.findIndex((source) => isPlainObject(source) && source['name'] === name);
  const extent = index < 0 ? undefined : blockEntryExtent(text, list, index);
  return extent === undefined ? undefined : { ...extent, index };
}

function sliceBroken(text: string, name: string): SourceSlice | undefined {
  const { sources = [], extents = [] } = isolateSources(text, '.dango/sources.yml') ?? {};
  const index = sources.findIndex((yaml) => yamlValue(yaml, ['sources', 0, 'name']).value === name);
  const extent = extents[index];
  return extent === undefined ? undefined : { ...extent, index };
}
