import { compareRequests, type RequestComparison } from './compare-requests.ts';
import { validateSources } from './validate-sources.ts';

/**
 * The same as `compareRequests` for a source in two texts of sources.yml, such as the one that was tested and the one
 * that an editor has now. Undefined where it cannot be used in both of them: then nobody can tell.
 */
export function compareSourceTexts(
  before: string,
  after: string,
  { source, resource }: { readonly source: string; readonly resource?: string | undefined },
): RequestComparison | undefined {
  const specOf = (text: string) =>
    validateSources(text, 'sources.yml').entries.find(({ name }) => name === source)?.spec;
  const [one, other] = [specOf(before), specOf(after)];
  return one === undefined || other === undefined ? undefined : compareRequests(one, other, { resource });
}
