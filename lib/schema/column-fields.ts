import { joinNames, normaliseName } from './identifier.ts';
import { filledFields } from './read-type.ts';
import type { TypeNode } from './type-node.ts';

/**
 * The fields that columns of a root table were made of, as `columns` of a source names them: `address__zip_code` of
 * `address.zipCode`, `a_b` of `['a.b']`. Columns that several fields could have made are left out.
 */
export function columnFields(root: TypeNode): ReadonlyMap<string, string> {
  const fields = new Map<string, string | undefined>();
  addFields(root, [], fields);
  return new Map([...fields].flatMap(([column, field]) => (field === undefined ? [] : [[column, field]])));
}

function addFields(node: TypeNode, above: readonly string[], fields: Map<string, string | undefined>): void {
  for (const [key, field] of filledFields(node)) {
    const path = [...above, key];
    const column = joinNames(path.map(normaliseName));
    fields.set(column, fields.has(column) ? undefined : spellPath(path));
    addFields(field, path, fields);
  }
}

function spellPath(path: readonly string[]): string {
  return path
    .map((key, index) => {
      if (key === '' || key === '*' || /[.[\]'"$\\]/.test(key))
        return `['${key.replaceAll(/[\\']/g, String.raw`\$&`)}']`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
