import { convertSource } from '../convert-source.ts';
import { readSourceEntry } from '../read-source-entry.ts';
import { removeYamlValue } from '../remove-yaml-value.ts';
import { setYamlValue } from '../set-yaml-value.ts';
import { findSourceNode, openSourcesList } from '../sources-list.ts';
import { readYaml } from '../yaml-text.ts';

export interface CustomSourceEntry {
  /** `custom_sources.shop`. */
  readonly sourceModule: string;
  /** Name of the source in the module, which is that of the entry, so that its tables are found under it. */
  readonly sourceName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The text of sources.yml with a custom source in the place of a REST source, of the same name. What else the source says
 * stays, as does every byte of the others.
 * @throws DangoError `config-invalid` where the file is too unusual to change.
 */
export function replaceBySource(
  text: string,
  name: string,
  { sourceModule, sourceName, parameters }: CustomSourceEntry,
): string {
  const { index } = findSourceNode(openSourcesList(text), name);
  const { spelling } = readSourceEntry(
    { yaml: readYaml(text, '.dango/sources.yml'), index, shownIndex: index },
    new Set(),
  );
  const own = spelling === undefined || spelling === 'dango' ? text : convertSource(text, name).text;
  const block = {
    source_module: sourceModule,
    source_name: sourceName,
    ...(Object.keys(parameters).length === 0 ? {} : { function_kwargs: parameters }),
  };
  const path = ['sources', index];
  const typed = setYamlValue(own, [...path, 'type'], 'dlt_native');
  // With the comments in it, which are about its keys.
  const emptied = removeYamlValue(typed, [...path, 'rest_api']);
  return setYamlValue(emptied, [...path, 'dlt_native'], block);
}
