import { checkColumns } from './column-checks.ts';
import type { Finding } from './finding.ts';
import { checkPaging } from './paging-checks.ts';
import { checkRecords } from './record-checks.ts';
import { factsOf, type HealthInput } from './resource-facts.ts';

/**
 * Looks through what a test has read for what often goes wrong: lists that ended too early, pages that came twice, keys,
 * types, and values about people. Pure: it asks nobody and changes nothing.
 * @returns warnings first, each kind in the order of the resources.
 */
export function checkHealth(input: HealthInput): readonly Finding[] {
  const { spec } = input;
  const findings = factsOf(input).flatMap((facts) => [
    ...checkPaging(facts),
    ...(spec?.type === 'rest_api' ? checkRecords(facts, spec) : []),
    ...checkColumns(facts),
  ]);
  return [
    ...findings.filter(({ severity }) => severity === 'warning'),
    ...findings.filter(({ severity }) => severity === 'info'),
  ];
}
