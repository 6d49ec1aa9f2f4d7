import type { z } from 'zod';
import { closestWord } from '../util/closest-word.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { describeKind, describeValue } from './describe-value.ts';
import { jsonAt } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { shareHint, sharePattern } from './share.ts';
import type { Finding, Suggestion } from './source-issue.ts';
import { knownKeysOf } from './strict-mapping.ts';

type Issue = z.core.$ZodIssue;
type Words = Pick<Finding, 'message' | 'hint' | 'suggestion'>;

/** Words what a schema found wrong with a value: unknown keys, wrong types, missing keys, values out of range. */
export function shapeFindings(issues: readonly Issue[], value: unknown): Finding[] {
  return issues.flatMap((issue) => issueFindings(issue, value, []));
}

function issueFindings(issue: Issue, root: unknown, base: KeyPath): Finding[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const value = jsonAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysOf(issue.message);
    return issue.keys.map((key) => unknownKey([...path, key], key, known));
  }
  if (value === undefined) return [missingKey(path)];
  if (issue.code === 'invalid_union') return unionFindings(issue, root, path, value);
  return [{ path, ...wordIssue(issue, path, value) }];
}

function unknownKey(path: KeyPath, key: string, known: readonly string[]): Finding {
  const meant = closestWord(key, known);
  return {
    path,
    part: 'key',
    message: `Unknown key "${key}"`,
    hint: meant === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
    suggestion: meant === undefined ? undefined : { action: 'rename-key', to: meant },
  };
}

function missingKey(path: KeyPath): Finding {
  const key = String(path.at(-1));
  return { path, message: `Missing "${key}"`, hint: `Add the key "${key}" here.`, suggestion: { action: 'add-key' } };
}

/**
 * A union failed. Only the branch that takes this kind of value tells what is wrong; the others would only add noise.
 */
function unionFindings(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  root: unknown,
  path: KeyPath,
  value: unknown,
): Finding[] {
  const options = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options)) return [{ path, ...wrongChoice(options.map(String), path, value) }];
  const branch = issue.errors.find((errors) => !errors.some((error) => refusesKind(error, value)));
  if (branch !== undefined) return branch.flatMap((error) => issueFindings(error, root, path));
  const constants = [...new Set(issue.errors.flatMap((errors) => errors.flatMap((error) => literalsOf(error))))];
  if (constants.length > 0 && !isPlainObject(value)) return [{ path, ...wrongChoice(constants, path, value) }];
  const expected = [...new Set(issue.errors.flatMap((errors) => errors.flatMap((error) => expectedKind(error))))];
  return [{ path, ...wrongKind(expected.join(' or '), path, value) }];
}

function refusesKind(error: Issue, value: unknown): boolean {
  if (error.path.length > 0) return false;
  if (error.code === 'invalid_value') return typeof value !== 'string' || !error.values.every(isText);
  return error.code === 'invalid_type';
}

function literalsOf(error: Issue): string[] {
  return error.code === 'invalid_value' && error.path.length === 0 && error.values.length === 1
    ? error.values.map(String)
    : [];
}

function expectedKind(error: Issue): string[] {
  if (error.path.length > 0) return [];
  if (error.code === 'invalid_type') return [kindWord(error.expected)];
  return error.code === 'invalid_value' ? ['a word'] : ['a mapping'];
}

function wordIssue(issue: Issue, path: KeyPath, value: unknown): Words {
  if (issue.code === 'invalid_type') return wrongKind(kindWord(issue.expected), path, value);
  if (issue.code === 'invalid_value') return wrongChoice(issue.values.map(String), path, value);
  if (issue.code === 'too_small') return outOfRange(issue, path, value);
  if (issue.code === 'invalid_format') {
    return { message: `Not written as expected: ${shown(path, value)}`, hint: issue.message };
  }
  return { message: issue.message, hint: 'Correct this value.' };
}

function outOfRange(issue: Extract<Issue, { code: 'too_small' }>, path: KeyPath, value: unknown): Words {
  if (issue.origin === 'array') {
    return { message: 'Expected at least one entry, got an empty list', hint: 'Add an entry or remove the key.' };
  }
  if (issue.origin === 'string') return { message: 'Expected a text, got an empty one', hint: 'Fill in the text.' };
  const limit = `${issue.inclusive === true ? 'of at least' : 'above'} ${issue.minimum}`;
  return {
    message: `Expected a number ${limit}, got ${shown(path, value)}`,
    hint: `Write a number ${limit}.`,
  };
}

function wrongKind(expected: string, path: KeyPath, value: unknown): Words {
  const message = `Expected ${expected}, got ${shown(path, value)}`;
  if (value === null) return { message, hint: 'Give it a value or remove the key.' };
  if (/\bnumber\b/.test(expected) && typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) {
    const suggestion = setValue(Number(value), 'Remove the quotes');
    return { message, hint: 'Remove the quotes.', suggestion };
  }
  const seconds = secondsOf(path, value);
  if (seconds !== undefined) {
    return { message, hint: `Write it in seconds: ${seconds}.`, suggestion: setValue(seconds, `Write ${seconds}`) };
  }
  if (path.at(-1) === 'max_replace_loss' && typeof value === 'number') return wrongShare(message, value);
  if (expected === 'a text' && typeof value !== 'object') {
    return {
      message,
      hint: 'Put the value in quotes.',
      suggestion: { action: 'quote' },
    };
  }
  if (expected === 'true or false' && typeof value === 'string' && /^(true|yes|on|false|no|off)$/i.test(value)) {
    const isOn = /^(true|yes|on)$/i.test(value);
    return { message, hint: `Write ${expected} here.`, suggestion: setValue(isOn, `Write ${isOn}`) };
  }
  return { message, hint: `Write ${expected} here.` };
}

const secondKeys: ReadonlySet<unknown> = new Set(['lag', 'max_wait', 'budget', 'wait', 'default_token_expiration']);
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** What somebody means who writes `5m` where seconds are expected. */
function secondsOf(path: KeyPath, value: unknown): number | undefined {
  const [, count, unit = ''] = (typeof value === 'string' && /^(\d+) ?([smhdw])/.exec(value)) || [];
  const factor = unitSeconds[unit];
  return factor === undefined || !secondKeys.has(path.at(-1)) ? undefined : Number(count) * factor;
}

/** Which share somebody means by 0.5 or by 1, nobody can tell. */
function wrongShare(message: string, value: number): Words {
  const words = message.replace('a text', 'a share');
  const share = `${value}%`;
  if (value <= 1 || !sharePattern.test(share)) return { message: words, hint: shareHint };
  return { message: words, hint: `Write ${share}.`, suggestion: setValue(share, `Write ${share}`) };
}

function wrongChoice(choices: readonly string[], path: KeyPath, value: unknown): Words {
  const meant = typeof value === 'string' ? closestWord(value, choices) : undefined;
  const list = choices.map((choice) => `"${choice}"`).join(', ');
  return {
    message: `Expected ${choices.length > 1 ? 'one of ' : ''}${list}, got ${shown(path, value)}`,
    hint: meant === undefined ? `Write ${choices.length > 1 ? 'one of ' : ''}${list}.` : `Did you mean "${meant}"?`,
    suggestion: meant === undefined ? undefined : setValue(meant, `Write "${meant}"`),
  };
}

function setValue(value: JsonValue, title: string): Suggestion {
  return { action: 'set-value', value, title };
}

/** Values below auth and headers may be secrets that somebody wrote into the file: their kind is enough. */
function shown(path: KeyPath, value: unknown): string {
  const key = path.at(-1);
  const isSafe = key === 'type' || key === 'location' || !path.some((step) => step === 'auth' || step === 'headers');
  return isSafe ? describeValue(value) : describeKind(value);
}

function kindWord(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    default:
      return 'a mapping';
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
