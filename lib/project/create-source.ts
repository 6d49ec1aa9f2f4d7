import { DangoError } from '../errors/dango-error.ts';
import { appendSource } from '../spec/append-source.ts';
import { shownKeyPath } from '../spec/source-issue.ts';
import { validateSources } from '../spec/validate-sources.ts';
import { closestWord } from '../util/closest-word.ts';
import { addSource, type CreatedSource } from './add-source.ts';
import { shownPaths } from './project-paths.ts';
import {
  sourceTemplates,
  templateWords,
  type SourceTemplateId,
  type TemplateValues,
} from './templates/source-templates.ts';
import { writeTemplate } from './templates/write-template.ts';

export interface NewSource {
  /** Lower-case letters, digits and underscores, a letter first. */
  readonly name: string;
  /** Id of one of `sourceTemplates`, or one of `templateWords`. */
  readonly template: string;
  readonly values?: TemplateValues | undefined;
}

/**
 * Adds a source to a project: an entry at the end of sources.yml, and its module where it has one.
 * @throws DangoError `usage-invalid` for a name that is taken or not allowed, a module that is there already, or values
 *   that make no source; `name-unknown` for the template; `config-invalid` when sources.yml is broken.
 */
export function createSource(root: string, { name, template, values = {} }: NewSource): CreatedSource {
  const { yaml, module } = writeTemplate(requireTemplate(template), name, values);
  const append = (text: string): string => {
    const edited = appendSource(text, yaml);
    refuseFaults(edited, name);
    return edited;
  };
  const created = addSource(
    root,
    name,
    append,
    module === undefined ? undefined : { file: `${name}.ts`, text: module },
  );
  const [, key, blank] = /(\w+): .*(YOUR-[\w-]+)/.exec(yaml) ?? [];
  return key === undefined
    ? created
    : { ...created, warnings: [`${key} still says ${blank}: write yours in its place.`] };
}

/** A template has no faults, so they come from the values. */
function refuseFaults(text: string, name: string): void {
  const entry = validateSources(text, shownPaths.sources).entries.find((source) => source.name === name);
  const [fault] = entry?.issues ?? [];
  if (fault === undefined) return;
  const { message, hint } = fault;
  throw new DangoError(`These values make no source: ${shownKeyPath(fault)}: ${message}`, {
    code: 'usage-invalid',
    hint,
  });
}

function requireTemplate(id: string): SourceTemplateId {
  const wanted = Object.hasOwn(templateWords, id) ? templateWords[id] : id;
  const found = sourceTemplates.find((template) => template.id === wanted);
  if (found !== undefined) return found.id;
  const known = sourceTemplates.map((template) => template.id);
  const meant = closestWord(id, known);
  throw new DangoError(`There is no template "${id}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? `Use one of ${known.join(', ')}.` : `Did you mean "${meant}"?`,
  });
}
