import { isPlainObject } from '../util/plain-object.ts';
import { checkRestApi, type RestApiRules } from './check-rest-api.ts';
import { idleKeysOf } from './dango-python/idle-keys.ts';
import { describeValue } from './describe-value.ts';
import { findingOf } from './finding-of.ts';
import { hasInterpolation, parseInterpolation } from './interpolation.ts';
import type { KeyPath } from './key-path.ts';
import { explainMixture, readForeignBlock } from './read-spelling.ts';
import { shapeFindings } from './shape-findings.ts';
import type { Finding } from './source-issue.ts';
import {
  dltNativeSourceSpecSchema,
  restApiSourceSpecSchema,
  unknownSourceSpecSchema,
  type DltNativeSpec,
  type SourceSpec,
} from './source-spec.ts';
import { spellingOf, type Spelling, type ToldSpelling } from './spelling-of.ts';
import { plainValue, writtenPath } from './traced-value.ts';
import { walkStrings } from './walk-strings.ts';

export interface CheckedSource {
  /** The value itself, once nothing is wrong with it. */
  readonly spec: SourceSpec | undefined;
  /** Paths are from the source as it is written. */
  readonly findings: readonly Finding[];
  /** Whose words a REST source is written in; undefined for any other. */
  readonly spelling?: Spelling | undefined;
  /** Where the part of `spec` at a path is written. Absent: at that path. */
  readonly writtenAt?: ((path: KeyPath) => KeyPath) | undefined;
}

/** Checks one source as JSON: its shape, and if that is right, what the shape cannot say. */
export function checkSource(value: unknown): CheckedSource {
  if (!isPlainObject(value)) {
    const message = `Expected a mapping with name and type, got ${describeValue(value)}`;
    return { spec: undefined, findings: [{ path: [], message, hint: 'Write "- name: …" and "type: …" below it.' }] };
  }
  const told = value['type'] === 'rest_api' ? spellingOf(value['rest_api']) : undefined;
  if (told !== undefined && told.spelling !== 'dango') return checkForeign(value, told);
  const checked = checkOwn(value, {});
  if (told === undefined) return checked;
  return {
    ...checked,
    findings: checked.findings.map((finding) => explainMixture(finding, told)),
    spelling: 'dango',
  };
}

/** A source in other words is translated and then checked like any other; what is wrong is told where it is written. */
function checkForeign(value: Readonly<Record<string, unknown>>, told: ToldSpelling): CheckedSource {
  const { spelling } = told;
  const { block, findings } = readForeignBlock(value['rest_api'], told);
  const base = ['rest_api'];
  // What stands around the block is the same in every spelling.
  const idle = new Set(spelling === 'dango_python' ? idleKeysOf(value) : []);
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => !idle.has(key)));
  const shell = { ...own, rest_api: { base_url: 'https://localhost', resources: [{ name: 'a' }] } };
  const { findings: around } = checkOwn(shell, {});
  const found = [...around, ...findings.map((finding) => ({ ...finding, path: [...base, ...finding.path] }))];
  if (block === undefined || found.length > 0) return { spec: undefined, findings: eachOnce(found), spelling };
  const writtenAt = (path: KeyPath): KeyPath =>
    path[0] === 'rest_api' ? [...base, ...writtenPath(block, path.slice(1))] : path;
  const checked = checkOwn({ ...own, rest_api: plainValue(block) }, { allowsBodyOfGet: true });
  return {
    spec: checked.spec,
    // A correction of the translation is none of what is written.
    findings: eachOnce(
      checked.findings.map(({ path, message, hint, part = 'value' }) => ({
        path: writtenAt(path),
        part,
        message,
        hint,
      })),
    ),
    spelling,
    writtenAt,
  };
}

/** What the defaults say wrong is found in every resource. */
function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map(
    findings.map((finding) => [JSON.stringify([finding.path, finding.message]), finding] as const),
  );
  return [...byPlace.values()];
}

function checkOwn(value: Readonly<Record<string, unknown>>, rules: RestApiRules): CheckedSource {
  const { data, error } = schemaFor(value).safeParse(value);
  const found = error === undefined ? [] : shapeFindings(error.issues, value).map((one) => betterWords(one, value));
  if (data === undefined || found.length > 0 || (data.type !== 'rest_api' && data.type !== 'dlt_native')) {
    return { spec: undefined, findings: found };
  }
  const spec = data as SourceSpec;
  const findings = [...checkInterpolations(spec), ...checkMeaning(spec, rules)];
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

function checkMeaning(spec: SourceSpec, rules: RestApiRules): Finding[] {
  const block = spec.type;
  const findings = spec.type === 'rest_api' ? checkRestApi(spec.rest_api, rules) : checkDltNative(spec.dlt_native);
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
