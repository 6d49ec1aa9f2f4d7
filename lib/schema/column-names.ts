import { createHash } from 'node:crypto';
import { normaliseName } from './identifier.ts';
import { pathKey } from './table-plan.ts';

/** Columns that dlt puts into its tables; a record's field never takes one of these names. */
const systemColumns = ['_dlt_id', '_dlt_load_id', '_dlt_parent_id', '_dlt_list_idx', '_dlt_root_id'];

/**
 * Gives out the names within one table. dlt lets two keys that meet in one name overwrite each other in silence;
 * here the second one gets a name of its own, made of the name and a tag of its path, so that no value is lost.
 */
export class ColumnNames {
  readonly #owners = new Map<string, string>(systemColumns.map((name) => [name, '["(dlt)"]']));
  readonly #ownerBefore: (name: string) => string | undefined;
  readonly #onCollision: (path: readonly string[], wanted: string, given: string) => void;

  /** @param ownerBefore the path that a name was given to by an earlier load. */
  constructor(
    ownerBefore: (name: string) => string | undefined,
    onCollision: (path: readonly string[], wanted: string, given: string) => void,
  ) {
    this.#ownerBefore = ownerBefore;
    this.#onCollision = onCollision;
  }

  /** The path that a name was claimed for in this load. */
  ownerOf(name: string): readonly string[] | undefined {
    const owner = this.#owners.get(name);
    return owner === undefined ? undefined : (JSON.parse(owner) as readonly string[]);
  }

  /** The name for the value at `path`, whose plain name would be `wanted`. */
  claim(wanted: string, path: readonly string[]): string {
    const owner = pathKey(path);
    const known = this.#owners.get(wanted) ?? this.#ownerBefore(wanted);
    if (known === undefined || known === owner) {
      this.#owners.set(wanted, owner);
      return wanted;
    }
    const given = this.#taggedName(wanted, owner);
    this.#owners.set(given, owner);
    this.#onCollision(path, wanted, given);
    return given;
  }

  /** Six characters of a tag mostly do; more where a field is called just so. */
  #taggedName(wanted: string, owner: string): string {
    const tag = createHash('sha256').update(owner).digest('hex');
    for (let length = 6; length < tag.length; length += 1) {
      const name = `${wanted}_${tag.slice(0, length)}`;
      const known = this.#owners.get(name) ?? this.#ownerBefore(name);
      if (known === undefined || known === owner) return name;
    }
    return `${wanted}_${tag}`;
  }
}

/**
 * Orders the fields of an object so that the key that is its own name (`id`) claims it before one that only turns
 * into it (`Id`), whichever came first. Otherwise the order of appearance stays.
 */
export function inClaimOrder<Field>(
  fields: readonly (readonly [string, Field])[],
): readonly (readonly [string, Field])[] {
  const count = new Map<string, number>();
  for (const [key] of fields) count.set(normaliseName(key), (count.get(normaliseName(key)) ?? 0) + 1);
  if (count.size === fields.length) return fields;
  const isOwner = ([key]: readonly [string, Field]): boolean => normaliseName(key) === key;
  return [...fields.filter(isOwner), ...fields.filter((field) => !isOwner(field))];
}
