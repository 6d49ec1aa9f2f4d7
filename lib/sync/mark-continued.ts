import type { PackageResource } from '../loads/manifest.ts';
import { allContents, type ExtractedResource } from './extract/extracted-resource.ts';

/**
 * What a package has of a full refresh, where the families whose windows go on are marked: their tables are made anew
 * with the first rows, so either all of them are or none.
 */
export function markContinued(extracted: readonly ExtractedResource[]): readonly PackageResource[] {
  const byName = new Map(extracted.map((resource) => [resource.name, resource]));
  const goesOn = ({ window, contents }: ExtractedResource): boolean => {
    if (window?.next !== undefined) return true;
    const parent = byName.get(contents?.parent ?? '');
    return parent !== undefined && goesOn(parent);
  };
  return extracted.flatMap((resource) => {
    const contents = allContents(resource);
    return goesOn(resource) ? contents.map((one) => ({ ...one, is_continued: true })) : contents;
  });
}
