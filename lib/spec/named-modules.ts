import { isPlainObject } from '../util/plain-object.ts';
import { isolateSources } from './isolate-sources.ts';
import { readYaml, yamlValue } from './yaml-text.ts';

/** A source and the module that it names. */
export interface NamedModule {
  readonly source: string;
  /** As written: `custom_sources.my_api`. */
  readonly sourceModule: string;
}

/** Every `source_module` of a sources.yml, that of sources with faults included. */
export function namedModules(text: string): readonly NamedModule[] {
  const file = '.dango/sources.yml';
  const yaml = readYaml(text, file);
  const pieces = yaml.syntaxIssues.length === 0 ? [yaml] : (isolateSources(text, file)?.sources ?? [yaml]);
  return pieces
    .flatMap((piece) => {
      const { value } = yamlValue(piece);
      return isPlainObject(value) && Array.isArray(value['sources']) ? value['sources'] : [];
    })
    .flatMap((source: unknown): NamedModule[] => {
      if (!isPlainObject(source) || !isPlainObject(source['dlt_native'])) return [];
      const { source_module: sourceModule } = source['dlt_native'];
      return typeof sourceModule === 'string' ? [{ source: String(source['name']), sourceModule }] : [];
    });
}
