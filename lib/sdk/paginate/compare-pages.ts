import { isSameJson } from '../../spec/same-json.ts';

/** How a page that was asked for relates to the first one. */
export type PageRelation = 'same' | 'empty' | 'other' | 'shifted';

/**
 * `shifted` by `distance` records: what comes first on the page stands there on the first page, and the records behind
 * it follow in the same order. Any other overlap counts as `same`: the page says nothing about its position.
 */
export function comparePages(
  first: readonly unknown[],
  page: readonly unknown[],
): { readonly relation: PageRelation; readonly distance: number } {
  if (page.length === 0) return { relation: 'empty', distance: 0 };
  const distance = first.findIndex((record) => isSameJson(record, page[0]));
  if (distance === -1) {
    const isDisjoint = !page.some((record) => isSameJson(record, first[0]));
    return { relation: isDisjoint ? 'other' : 'same', distance: 0 };
  }
  const rest = first.slice(distance);
  const follows = rest.every((record, index) => index >= page.length || isSameJson(record, page[index]));
  return distance > 0 && follows ? { relation: 'shifted', distance } : { relation: 'same', distance: 0 };
}
