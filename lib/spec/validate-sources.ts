import { isMap, isScalar, isSeq } from 'yaml';
import { closestWord } from '../util/closest-word.ts';
import { describeValue } from './describe-value.ts';
import { isolateSources } from './isolate-sources.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { readSourceEntry } from './read-source-entry.ts';
import { recallYaml } from './recall-yaml.ts';
import type { SourceEntry } from './source-entry.ts';
import type { SourceIssue, Suggestion } from './source-issue.ts';
import { yamlValue, type YamlText } from './yaml-text.ts';

export interface ValidatedSources {
  /** In the order of the file. */
  readonly entries: readonly SourceEntry[];
  /** Everything that is wrong, those of the entries included, in the order of the file. */
  readonly issues: readonly SourceIssue[];
  /** Version of the format; undefined when the file names one that is not known. */
  readonly version: 1 | undefined;
}

/**
 * Checks a sources.yml. Never throws: every fault becomes an issue with its place, and a source without issues can be
 * used whatever is wrong with the others. An empty text, or one without `sources`, has no sources and no issues.
 * `file` is the path that people know, such as `.dango/sources.yml`.
 */
export function validateSources(text: string, file: string): ValidatedSources {
  const whole = recallYaml(text, file);
  if (whole.syntaxIssues.length === 0) return validateDocument(whole);
  const parts = isolateSources(text, file);
  if (parts === undefined) return { entries: [], issues: whole.syntaxIssues, version: 1 };
  const takenNames = new Set<string>();
  const entries = parts.sources.map((yaml, shownIndex) =>
    readSourceEntry({ yaml, index: 0, shownIndex, knownIssues: yaml.syntaxIssues }, takenNames),
  );
  const top = checkTopLevel(parts.header);
  const fileIssues = parts.header.syntaxIssues.length > 0 ? parts.header.syntaxIssues : top.issues;
  const hasExplained = fileIssues.length > 0 || entries.some(({ issues }) => issues.length > 0);
  return collect(entries, hasExplained ? fileIssues : whole.syntaxIssues, top.version);
}

function validateDocument(yaml: YamlText): ValidatedSources {
  const { issues, version, count } = checkTopLevel(yaml);
  const takenNames = new Set<string>();
  const entries = Array.from({ length: count }, (_, index) =>
    readSourceEntry({ yaml, index, shownIndex: index }, takenNames),
  );
  return collect(entries, issues, version);
}

function collect(
  entries: readonly SourceEntry[],
  fileIssues: readonly SourceIssue[],
  version: 1 | undefined,
): ValidatedSources {
  const issues = [...fileIssues, ...entries.flatMap((entry) => entry.issues)];
  issues.sort((left, right) => left.at.line - right.at.line || left.at.column - right.at.column);
  return { entries, issues, version };
}

interface TopLevel {
  readonly issues: readonly SourceIssue[];
  readonly version: 1 | undefined;
  /** Number of sources. */
  readonly count: number;
}

const knownKeys = ['version', 'sources'];

function checkTopLevel(yaml: YamlText): TopLevel {
  const { contents } = yaml.document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return { issues: [], version: 1, count: 0 };
  const issues: SourceIssue[] = [];
  const report = (path: KeyPath, message: string, hint: string, part?: 'key', suggestion?: Suggestion) => {
    const at = yaml.locate(path, part);
    issues.push({ source: undefined, keyPath: formatKeyPath(path), at, message, hint, path, part, suggestion });
  };
  if (!isMap(contents)) {
    const given = describeValue(yamlValue(yaml).value);
    report([], `Expected a mapping with the key "sources", got ${given}`, 'Write "sources:" and the list below it.');
    return { issues, version: 1, count: 0 };
  }
  for (const { key } of contents.items) {
    const name = String(key);
    if (knownKeys.includes(name)) continue;
    const meant = closestWord(name, knownKeys);
    const hint = meant === undefined ? 'Use one of: version, sources.' : `Did you mean "${meant}"?`;
    const suggestion = meant === undefined ? undefined : ({ action: 'rename-key', to: meant } as const);
    report([name], `Unknown key "${name}"`, hint, 'key', suggestion);
  }
  const version = yamlValue(yaml, ['version']).value ?? 1;
  const isKnownVersion = version === 1 || version === '1' || version === '1.0';
  if (!isKnownVersion) {
    const hint = 'Write version: 1, or use the version of Dango that wrote this file.';
    const suggestion = { action: 'set-value', value: 1, title: 'Write 1' } as const;
    report(['version'], `Expected version 1, got ${describeValue(version)}`, hint, undefined, suggestion);
  }
  const list = yaml.document.getIn(['sources'], true);
  const isNothing = list === undefined || (isScalar(list) && list.value === null);
  if (!isNothing && !isSeq(list)) {
    const given = describeValue(yamlValue(yaml, ['sources']).value);
    report(['sources'], `Expected a list of sources, got ${given}`, 'Start each source with "- name:" below this key.');
  }
  return { issues, version: isKnownVersion ? 1 : undefined, count: isSeq(list) ? list.items.length : 0 };
}
