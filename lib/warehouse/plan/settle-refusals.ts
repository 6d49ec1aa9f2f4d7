import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';

export interface SettledRefusals {
  readonly refused: ReadonlyMap<string, DangoError>;
  /** Resources whose rows load while their cursor stays, so that what a refused child missed is read again. */
  readonly keepsCursor: ReadonlySet<string>;
}

/**
 * Draws the consequences of refused resources for their relatives, by the rule of failed ones: no cursor moves past
 * records that a refused descendant has missed, what would be read again is not appended now, and no first part of a full
 * refresh takes the place of all rows while the cursor stays behind them.
 */
export function settleRefusals(
  resources: readonly PackageResource[],
  refusals: ReadonlyMap<string, DangoError>,
): SettledRefusals {
  const refused = new Map(refusals);
  const keepsCursor = new Set<string>();
  if (refused.size === 0) return { refused, keepsCursor };
  const childrenOf = (name: string): readonly PackageResource[] => resources.filter(({ parent }) => parent === name);

  const refuseAppendedBelow = (name: string, cause: string): void => {
    for (const child of childrenOf(name)) {
      if (movesCursor(child) && child.is_continued !== true) continue;
      if (mustStayOut(child) && !refused.has(child.name)) refused.set(child.name, consequenceFor(child, cause));
      refuseAppendedBelow(child.name, cause);
    }
  };
  const settle = (resource: PackageResource): string | undefined => {
    const { name } = resource;
    const below = childrenOf(name)
      .map(settle)
      .find((cause) => cause !== undefined);
    const cause = refused.has(name) ? name : below;
    if (cause !== undefined && (refused.has(name) || movesCursor(resource) || resource.is_continued === true)) {
      if (!refused.has(name) && mustStayOut(resource)) refused.set(name, consequenceFor(resource, cause));
      else if (!refused.has(name)) keepsCursor.add(name);
      refuseAppendedBelow(name, cause);
    }
    return cause;
  };
  const names = new Set(resources.map(({ name }) => name));
  for (const resource of resources) {
    if (resource.parent === null || !names.has(resource.parent)) settle(resource);
  }
  return { refused, keepsCursor };
}

/** A replaced resource starts anew with every sync, so its cursor keeps nothing back. */
function movesCursor(resource: PackageResource): boolean {
  const { incremental, state, source_state: ofSource = [], write_disposition: disposition } = resource;
  // What a full refresh only forgets says nothing of where a resource goes on.
  const hasMoved = incremental !== null || state !== undefined || ofSource.some(({ at }) => at > 0);
  return hasMoved && disposition !== 'replace';
}

function mustStayOut({ write_disposition: disposition, is_continued: isContinued }: PackageResource): boolean {
  return disposition === 'append' || isContinued === true;
}

function consequenceFor(resource: PackageResource, cause: string): DangoError {
  return resource.is_continued === true ? wouldLose(resource, cause) : wouldDouble(resource, cause);
}

function wouldLose({ name, table }: PackageResource, cause: string): DangoError {
  return new DangoError(
    `${name} was not made anew, because ${cause} was refused: the rows of its first window would have taken the place of all others.`,
    {
      code: 'rows-refused',
      hint: `Mend ${cause} and run with --full-refresh again.`,
      context: { resource: name, table },
    },
  );
}

function wouldDouble({ name, table, is_list: isList }: PackageResource, cause: string): DangoError {
  const remedy =
    isList === true ? `let the list of table ${table} merge` : `give ${name} a primary_key and let it merge`;
  return new DangoError(
    `${name} was not loaded, because ${cause} was refused: its rows come again with the next sync, and appending them now would double them.`,
    {
      code: 'rows-refused',
      hint: `Mend ${cause} and sync again, or ${remedy}.`,
      context: { resource: name, table },
    },
  );
}
