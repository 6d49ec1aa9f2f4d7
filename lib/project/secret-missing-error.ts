import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import { formatLocation, type SourceLocation } from '../errors/source-location.ts';
import type { SecretOwner } from './look-up-secret.ts';
import { shownPaths } from './project-paths.ts';

/** A value that is needed and found nowhere. */
export interface MissingSecret {
  readonly name: string;
  readonly owner: SecretOwner;
  /** Where it is asked for; undefined for a script. */
  readonly at: SourceLocation | undefined;
  /** Key path in sources.yml, or the name of a module's parameter. */
  readonly neededBy: string;
  /** Every place looked at, in order. */
  readonly places: readonly string[];
}

/** One or more values are missing: `details` has a record for each, with all places that were looked at. */
export class SecretMissingError extends DangoError {
  override readonly name = 'SecretMissingError';
  override readonly details: readonly ErrorRecord[];

  constructor(missing: readonly [MissingSecret, ...MissingSecret[]]) {
    const [first] = missing;
    const names = [...new Set(missing.map(({ name }) => `"${name}"`))];
    const message = names.length === 1 ? describe(first) : `${names.length} values are missing: ${names.join(', ')}`;
    super(message, { code: 'secret-missing', hint: hintFor(first), at: first.at });
    this.details = missing.length === 1 ? [] : missing.map(toRecord);
  }
}

function toRecord(missing: MissingSecret): ErrorRecord {
  return { code: 'secret-missing', message: describe(missing), hint: hintFor(missing), at: missing.at };
}

function describe({ name, at, neededBy, places }: MissingSecret): string {
  const where = at === undefined ? neededBy : `${neededBy} (${formatLocation(at)})`;
  return `"${name}" has no value, which ${where} needs. Looked in: ${places.join('; ')}`;
}

function hintFor({ name, owner }: MissingSecret): string {
  const section = owner.source ?? owner.functionName;
  const place = section === undefined ? 'at the top' : `under [sources.${section}]`;
  const [, credential] = /^credentials\.(.+)$/.exec(name) ?? [];
  if (credential === undefined) {
    return `Run "dango secrets set ${name}", or write ${name} = "…" ${place} of ${shownPaths.secrets}.`;
  }
  const inner = section === undefined ? 'credentials' : `sources.${section}.credentials`;
  return `Run "dango secrets set ${name}", or write ${credential} = "…" under [${inner}] of ${shownPaths.secrets}.`;
}
