import { validate } from '@scalar/openapi-validator';
import { isPlainObject } from '../../util/plain-object.ts';
import { pointerPart, type SchemaObject } from '../json-schema.ts';
import type { Note } from '../proposal.ts';
import { cutDocument } from './cut-document.ts';

/** Faults that are named; a document that has more is broken everywhere. */
const mostFaults = 5;

/** Beyond so many places no further ones are looked for. */
const mostPlaces = 100;

/**
 * Where a document is not as the specification of its version has it, which may be why something in it is not read. What only people
 * read may be missing, and nothing behind a reference is looked at. Never throws.
 */
export function findFaults(document: unknown): readonly Note[] {
  if (!isPlainObject(document)) return [];
  const byPlace = new Map<string, Set<string>>();
  for (const piece of cutDocument(withFrame(document))) {
    for (const { message, steps } of faultsOf(piece)) {
      if (isBehindReference(document, steps)) continue;
      const at = `#${steps.map((step) => `/${pointerPart(step)}`).join('')}`;
      byPlace.set(at, (byPlace.get(at) ?? new Set()).add(message));
    }
    if (byPlace.size > mostPlaces) break;
  }
  const above = new Set([...byPlace.keys()].flatMap(placesAbove));
  // A fault that a document repeats is one.
  const places = new Map<string, string[]>();
  for (const [at, messages] of byPlace) {
    const fault = [...messages].filter((message) => !isOfPartsBelow(message, at, above)).join('; ');
    if (fault === '') continue;
    const known = places.get(fault) ?? [];
    known.push(at);
    places.set(fault, known);
  }
  const notes = [...places].slice(0, mostFaults).map(([fault, [at = '#', ...others]]) => ({
    at,
    text: `not as OpenAPI has it: ${fault}${others.length === 0 ? '' : `, and so in other places`}`,
  }));
  return places.size === notes.length
    ? notes
    : [...notes, { at: '#', text: 'further faults against OpenAPI are not listed' }];
}

/** A place and all that it lies in. */
function placesAbove(at: string): string[] {
  const steps = at.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** A part with faults of its own is refused as a whole, too; they say more. */
function isOfPartsBelow(message: string, at: string, above: ReadonlySet<string>): boolean {
  const [, name] = /^Property (.*) is not expected to be here$/.exec(message) ?? [];
  return name !== undefined && above.has(`${at}/${pointerPart(name)}`);
}

interface Fault {
  readonly message: string;
  readonly steps: readonly string[];
}

/** None for a document without end, as YAML can write it: what has no place says that it cannot be looked at. */
function faultsOf(document: SchemaObject): readonly Fault[] {
  try {
    return (validate(document).errors ?? []).flatMap(({ message, path }) =>
      path === undefined || isOfPeople(message)
        ? []
        : [{ message, steps: typeof path === 'string' ? stepsOf(path) : path }],
    );
  } catch {
    return [];
  }
}

/** Most documents that are written by hand lack a description of some response, and lose nothing by it. */
function isOfPeople(message: string): boolean {
  return message === "must have required property 'description'";
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** With what nothing is read from, and with its version as a text: YAML takes `swagger: 2.0` for a number. */
function withFrame(document: SchemaObject): SchemaObject {
  const key = 'swagger' in document ? 'swagger' : 'openapi';
  const { [key]: version, info = {} } = document;
  return {
    ...document,
    [key]: typeof version === 'number' ? version.toFixed(1) : version,
    info: isPlainObject(info) ? { title: '', version: '', ...info } : info,
  };
}

/** Whether a reference stands where something else is wanted, or above it. */
function isBehindReference(document: SchemaObject, steps: readonly string[]): boolean {
  let value: unknown = document;
  for (const step of [...steps, '']) {
    if (isPlainObject(value) && typeof value['$ref'] === 'string') return true;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return false;
}
