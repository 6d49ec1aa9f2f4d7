import { isPlainObject } from '../util/plain-object.ts';
import { checkRestApi } from './check-rest-api.ts';
import { describeValue } from './describe-value.ts';
import { findingOf } from './finding-of.ts';
import { hasInterpolation, parseInterpolation } from './interpolation.ts';
import { shapeFindings } from './shape-findings.ts';
import type { Finding } from './source-issue.ts';
import {
  dltNativeSourceSpecSchema,
  restApiSourceSpecSchema,
  unknownSourceSpecSchema,
  type DltNativeSpec,
  type SourceSpec,
} from './source-spec.ts';
import { walkStrings } from './walk-strings.ts';

export interface CheckedSource {
  /** The value itself, once nothing is wrong with it. */
  readonly spec: SourceSpec | undefined;
  /** Paths are from the source. */
  readonly findings: readonly Finding[];
}

/** Checks one source as JSON: its shape, and if that is right, what the shape cannot say. */
export function checkSource(value: unknown): CheckedSource {
  if (!isPlainObject(value)) {
    const message = `Expected a mapping with name and type, got ${describeValue(value)}`;
    return { spec: undefined, findings: [{ path: [], message, hint: 'Write "- name: …" and "type: …" below it.' }] };
  }
  const { data, error } = schemaFor(value).safeParse(value);
  const found = error === undefined ? [] : shapeFindings(error.issues, value).map((one) => betterWords(one, value));
  if (data === undefined || found.length > 0 || (data.type !== 'rest_api' && data.type !== 'dlt_native')) {
    return { spec: undefined, findings: found };
  }
  const spec = data as SourceSpec;
  const findings = [...checkInterpolations(spec), ...checkMeaning(spec)];
  return { spec: findings.length === 0 ? spec : undefined, findings };
}

function schemaFor({ type }: Readonly<Record<string, unknown>>) {
  if (type === 'rest_api') return restApiSourceSpecSchema;
  return type === 'dlt_native' ? dltNativeSourceSpecSchema : unknownSourceSpecSchema;
}

/** Names what the general words about unknown keys and patterns cannot know. */
function betterWords(finding: Finding, source: Readonly<Record<string, unknown>>): Finding {
  const key = finding.path.length === 1 ? finding.path[0] : undefined;
  if (finding.part === 'key' && (key === 'rest_api' || key === 'dlt_native')) {
    return {
      ...finding,
      message: `"${key}" does not belong to a source of type ${String(source['type'])}`,
      hint: `Remove it, or write type: ${key}.`,
      suggestion: { action: 'remove' },
    };
  }
  if (key === 'name' && typeof source['name'] === 'string') {
    const better = betterName(source['name']);
    return {
      ...finding,
      message: `Expected a name of lower-case letters, digits and underscores, a letter first, got "${source['name']}"`,
      hint: better === '' ? 'Choose a name such as my_api.' : `Write "${better}".`,
      suggestion: better === '' ? undefined : { action: 'set-value', value: better, title: `Write "${better}"` },
    };
  }
  if (finding.path.at(-1) === 'source_module' && finding.message.startsWith('Not written')) {
    return { ...finding, hint: 'Write the module with dots and without ending, such as custom_sources.my_api.' };
  }
  if (finding.path.at(-1) === 'dataset_name' && finding.message.startsWith('Not written')) {
    return { ...finding, hint: 'Use letters, digits and underscores, not a digit first.' };
  }
  return finding;
}

function betterName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
}

function checkInterpolations(spec: SourceSpec): Finding[] {
  const findings: Finding[] = [];
  walkStrings(spec, (text, path) => {
    const finding = hasInterpolation(text) ? findingOf(path, () => parseInterpolation(text)) : undefined;
    if (finding !== undefined) findings.push(finding);
  });
  return findings;
}

function checkMeaning(spec: SourceSpec): Finding[] {
  const block = spec.type;
  const findings = spec.type === 'rest_api' ? checkRestApi(spec.rest_api) : checkDltNative(spec.dlt_native);
  return findings.map((finding) => ({ ...finding, path: [block, ...finding.path] }));
}

function checkDltNative({ source_name, source_function }: DltNativeSpec): Finding[] {
  if (source_name === undefined || source_function === undefined || source_name === source_function) return [];
  return [
    {
      path: ['source_function'],
      part: 'key',
      message: 'source_name and source_function mean the same, but differ',
      hint: 'Remove source_function.',
    },
  ];
}
