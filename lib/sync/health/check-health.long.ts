import { expect, test } from 'vitest';
import { startSampleApi } from '../../../sample/api/start-sample-api.ts';
import { runPreviewHere } from '../../../test/support/run-preview.ts';
import { createTempProject } from '../../../test/support/temp-project.ts';

/** What is said about 300 users, 120 products and 1000 events that are read to their end with `pagination: auto`. */
const styles = {
  'page-number': [],
  'page-number-no-total': ['round-row-count users 100', 'round-row-count products 100', 'round-row-count events 100'],
  'page-number-zero': ['round-row-count users 100', 'round-row-count products 100', 'round-row-count events 100'],
  offset: ['total-differs users 100', 'total-differs products 100', 'total-differs events 100'],
  'offset-no-total': ['round-row-count users 100', 'round-row-count products 100', 'round-row-count events 100'],
  'offset-capped': ['round-row-count users 50', 'round-row-count products 50', 'round-row-count events 50'],
  cursor: [],
  'cursor-items': [],
  'next-url': [],
  'relative-next-url': [],
  'link-header': [],
  'header-cursor': [],
  none: ['round-row-count events 1000'],
  loop: ['cursor-stuck users', 'cursor-stuck products', 'cursor-stuck events'],
} satisfies Record<string, readonly string[]>;

test.each(Object.entries(styles))('lists that end too early are told, and no others: %s', async (style, expected) => {
  await using api = await startSampleApi();
  const resources = ['users', 'products', 'events'].map(
    (name) => `{ name: ${name}, endpoint: /paged/${style}/${name} }`,
  );
  const project = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "${api.url}", resources: [${resources.join(', ')}] }
`,
  });
  const { finished } = await runPreviewHere(project, { source: 'shop', limits: { pages: 500, records: 9000 } });
  const told = (finished.findings ?? [])
    .filter(({ severity }) => severity === 'warning')
    .map(({ kind, evidence: { resource, count } }) =>
      [kind, resource, ...(count === undefined ? [] : [count])].join(' '),
    );
  expect(told).toEqual(expected);
});
