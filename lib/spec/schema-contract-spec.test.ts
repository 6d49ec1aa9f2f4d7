import { expect, test } from 'vitest';
import { toRestSource } from './to-rest-source.ts';
import { validateSources } from './validate-sources.ts';

function read(resource: string, source = ''): unknown {
  const text = `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://api.example.com
${source}      resources:
        - { name: orders${resource} }
`;
  const { entries, issues } = validateSources(text, 'sources.yml');
  const spec = entries[0]?.spec;
  if (issues.length > 0 || spec?.type !== 'rest_api') return issues.map(({ message }) => message);
  return toRestSource(spec).resources[0]?.schemaContract;
}

test('one word means all, a mapping leaves the rest as it is', () => {
  expect(read(', schema_contract: freeze')).toEqual({ tables: 'freeze', columns: 'freeze', dataType: 'freeze' });
  expect(read(', schema_contract: { columns: discard_row, data_type: discard_value }')).toEqual({
    tables: 'evolve',
    columns: 'discard_row',
    dataType: 'discard_value',
  });
  expect(read('')).toBeUndefined();
});

test('what the source says counts where the resource says nothing', () => {
  const source = '      schema_contract: { tables: freeze }\n';
  expect(read('', source)).toEqual({ tables: 'freeze', columns: 'evolve', dataType: 'evolve' });
  expect(read(', schema_contract: evolve', source)).toEqual({
    tables: 'evolve',
    columns: 'evolve',
    dataType: 'evolve',
  });
});

test('other words are refused', () => {
  expect(read(', schema_contract: frozen')).not.toEqual([]);
  expect(read(', schema_contract: { column: freeze }')).not.toEqual([]);
});
