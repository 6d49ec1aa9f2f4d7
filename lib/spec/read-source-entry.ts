import { isPlainObject } from '../util/plain-object.ts';
import { checkSource, type CheckedSource } from './check-source.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import type { SourceEntry } from './source-entry.ts';
import { shownKeyPath, type Finding, type SourceIssue } from './source-issue.ts';
import { yamlValue, type YamlText } from './yaml-text.ts';

export interface EntryPlace {
  readonly yaml: YamlText;
  /** Position in the list of `yaml`. */
  readonly index: number;
  /** Position in the file; differs when `yaml` holds only a part of it. */
  readonly shownIndex: number;
  /** What is already known to be wrong, such as broken YAML. */
  readonly knownIssues?: readonly SourceIssue[];
}

/** Reads and checks one source of a YAML text. `takenNames` holds the sources before it and gets this one's name. */
export function readSourceEntry(place: EntryPlace, takenNames: Set<string>): SourceEntry {
  const { yaml, index, shownIndex, knownIssues = [] } = place;
  const { value, problem } = yamlValue(yaml, ['sources', index]);
  const fields = isPlainObject(value) ? value : {};
  const hasName = typeof fields['name'] === 'string' && fields['name'] !== '';
  const name = hasName ? String(fields['name']) : `sources[${shownIndex}]`;
  const locate = (path: KeyPath, part?: 'key' | 'value') => yaml.locate(['sources', index, ...path], part);
  const keyPath = (path: KeyPath) => formatKeyPath(['sources', shownIndex, ...path]);

  const checked = checkValue(value, problem, knownIssues.length > 0);
  const findings = hasName && takenNames.has(name) ? [...checked.findings, duplicateName(name)] : checked.findings;
  takenNames.add(name);
  const issues = [
    ...knownIssues.map((issue) => ({ ...issue, source: name, keyPath: keyPath([]) })),
    ...findings.map(({ path, part, message, hint, suggestion, offset }): SourceIssue => ({
      source: name,
      keyPath: keyPath(path),
      at: offset === undefined ? locate(path, part) : yaml.locateCharacter(['sources', index, ...path], offset),
      message,
      hint,
      path: ['sources', shownIndex, ...path],
      part,
      suggestion,
      offset,
    })),
  ];
  const { type, enabled, description, tags } = fields;
  const { spelling, writtenAt = (path: KeyPath) => path } = checked;
  return {
    name,
    type: type === 'rest_api' || type === 'dlt_native' ? type : undefined,
    enabled: typeof enabled === 'boolean' ? enabled : true,
    description: typeof description === 'string' ? description : undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    spec: issues.length === 0 ? checked.spec : undefined,
    issues,
    spelling,
    at: locate([]),
    locate: (path, part) => locate(writtenAt(path), part),
    keyPath: (path) => shownKeyPath({ source: name, keyPath: keyPath(writtenAt(path)) }),
  };
}

/** What the yaml package made of broken text is not what was meant, so nothing more is said about it. */
function checkValue(value: unknown, problem: string | undefined, isBroken: boolean): CheckedSource {
  if (isBroken) return { spec: undefined, findings: [] };
  if (problem === undefined) return checkSource(value);
  const hint = 'Define each &anchor above its *alias, and use few of them.';
  return { spec: undefined, findings: [{ path: [], message: problem, hint }] };
}

function duplicateName(name: string): Finding {
  return {
    path: ['name'],
    message: `A second source is called "${name}"`,
    hint: 'Give this source another name.',
    suggestion: { action: 'make-unique' },
  };
}
