import { hasInterpolation } from './interpolation.ts';
import { findingOf } from './finding-of.ts';
import { checkWindow } from './check-window.ts';
import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { convertWords } from './incremental-spec.ts';
import { parseInstantPattern } from './instant-pattern.ts';
import type { KeyPath } from './key-path.ts';
import { hasKey } from './has-key.ts';
import { dispositionWord } from './write-disposition-spec.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { templateTexts } from './template-texts.ts';

/** Checks what the `incremental` of one resource says: bounds that belong together, a known form, a lag that doubles nothing, windows. */
export function checkIncremental(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const flat = flattenResource(resource, spec.resource_defaults);
  const { name, incremental } = flat;
  if (incremental === undefined) return [];
  const at = originOf(spec, index, 'incremental');
  const { initial_value: initial, end_value: end, convert, lag = 0 } = incremental;
  const findings: Finding[] = [];
  if (end !== undefined && initial === undefined) {
    findings.push({
      path: [...at, 'end_value'],
      message: 'end_value needs an initial_value: every sync reads from the one to the other',
      hint: 'Add initial_value, or remove end_value.',
    });
  }
  if (typeof initial === 'number' && typeof end === 'number' && end < initial) {
    findings.push({
      path: [...at, 'end_value'],
      message: `end_value ${end} lies before initial_value ${initial}`,
      hint: 'Exchange the two.',
    });
  }
  if (convert !== undefined && !hasInterpolation(convert) && !convertWords.some((word) => word === convert)) {
    const finding = findingOf([...at, 'convert'], () => parseInstantPattern(convert));
    if (finding !== undefined) findings.push(finding);
  }
  const disposition = dispositionWord(flat.write_disposition);
  const appends = disposition === 'append' || (disposition === undefined && !hasKey(flat));
  if (lag > 0 && appends && end === undefined) {
    findings.push({
      path: [...at, 'lag'],
      message: `Resource "${name}" appends, so a lag would add the same records again with every sync`,
      hint: 'Give it a primary_key, so that it merges, or remove lag.',
    });
  }
  return [...findings, ...checkWindow(flat, at), ...checkPerParent(flat, at)];
}

function checkPerParent(flat: FlatResource, at: KeyPath): Finding[] {
  const isChild = templateTexts(flat).some(({ text }) => /\{(?:resources|for_each)\./.test(text));
  if (flat.incremental?.per_parent !== true || isChild) return [];
  return [
    {
      path: [...at, 'per_parent'],
      message: `Resource "${flat.name}" is read once, not for each of several records`,
      hint: 'Remove per_parent, or put a placeholder such as {resources.users.id} into the endpoint.',
    },
  ];
}
