import { assert, describe, expect, test } from 'vitest';
import { toRestSource } from './to-rest-source.ts';
import { validateSources } from './validate-sources.ts';

const text = (keys: string) => `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://x.test
      resources:
        - {name: parent, incremental: {cursor_path: at, initial_value: 0}}
        - {name: a, ${keys}}
`;

const issuesOf = (keys: string): readonly string[] =>
  validateSources(text(keys), 'sources.yml').issues.map(
    ({ keyPath, message }) =>
      `${keyPath.replace('sources[0].rest_api.', '').replace('resources[1].', '')} | ${message}`,
  );

const modelOf = (keys: string) => {
  const { entries, issues } = validateSources(text(keys), 'sources.yml');
  expect(issues).toEqual([]);
  const spec = entries[0]?.spec;
  assert(spec?.type === 'rest_api');
  return toRestSource(spec).resources[1];
};

describe('how a table is written', () => {
  test.each<[string, object]>([
    ['write_disposition: {disposition: append}', { writeDisposition: 'append', primaryKey: [] }],
    ['write_disposition: {disposition: replace, strategy: insert-from-staging}', { writeDisposition: 'replace' }],
    ['merge_key: [day, shop]', { writeDisposition: 'merge', mergeKey: ['day', 'shop'] }],
    [
      'columns: {id: {primary_key: true}, day: {merge_key: true}}',
      { writeDisposition: 'merge', primaryKey: ['id'], mergeKey: ['day'] },
    ],
    ['primary_key: id, columns: {code: {primary_key: true}}', { primaryKey: ['id'] }],
    [
      'primary_key: id, write_disposition: {disposition: merge, strategy: upsert}',
      { writeDisposition: 'merge', merge: { strategy: 'upsert' } },
    ],
    [
      'write_disposition: {disposition: merge, strategy: scd2, validity_column_names: [since, until], active_record_timestamp: 9999-12-31, boundary_timestamp: "2024-01-01T00:00:00Z", row_version_column_name: rev}',
      {
        merge: {
          strategy: 'scd2',
          validityColumnNames: ['since', 'until'],
          activeRecordTimestamp: '9999-12-31',
          boundaryTimestamp: '2024-01-01T00:00:00Z',
          rowVersionColumnName: 'rev',
        },
      },
    ],
    [
      'primary_key: id, columns: {v: {type: double, nullable: false}, gone: {hard_delete: true}, ver: {dedup_sort: desc}}',
      { columns: { v: { type: 'double', nullable: false }, gone: { hardDelete: true }, ver: { dedupSort: 'desc' } } },
    ],
  ])('%s', (keys, model) => {
    expect(modelOf(keys)).toMatchObject(model);
  });
});

describe('what is wrong is told where it stands', () => {
  test.each([
    ['write_disposition: merge', 'write_disposition | Resource "a" merges but has no primary_key'],
    [
      'write_disposition: {disposition: merge, strategy: upsert}, merge_key: day',
      'write_disposition | Resource "a" merges by upsert but has no primary_key',
    ],
    [
      'write_disposition: {disposition: merge, strategy: insert-only}, primary_key: id, merge_key: day',
      'merge_key | Resource "a" merges by insert-only, which goes by the primary_key alone',
    ],
    [
      'write_disposition: {disposition: merge, strategy: insert-from-staging}, primary_key: id',
      'write_disposition.strategy | A merge knows no strategy "insert-from-staging"',
    ],
    [
      'write_disposition: {disposition: replace, strategy: upsert}',
      'write_disposition.strategy | A replace knows no strategy "upsert"',
    ],
    [
      'write_disposition: {disposition: append, boundary_timestamp: now}',
      'write_disposition.boundary_timestamp | "boundary_timestamp" has no meaning for append',
    ],
    [
      'write_disposition: {disposition: merge, strategy: upsert, boundary_timestamp: now}, primary_key: id',
      'write_disposition.boundary_timestamp | Resource "a" merges by upsert, which knows nothing of boundary_timestamp',
    ],
    [
      'write_disposition: {disposition: merge, strategy: scd2, boundary_timestamp: now}',
      'write_disposition.boundary_timestamp | Resource "a" has a time that is none: "now"',
    ],
    [
      'write_disposition: {disposition: merge, strategy: scd2}, incremental: {cursor_path: at}',
      'write_disposition | Resource "a" keeps versions (scd2) but reads only what is new, so that all other rows would end',
    ],
    [
      'write_disposition: {disposition: merge, strategy: scd2}, endpoint: "x/{resources.parent.id}"',
      'write_disposition | Resource "a" ends the rows that do not come, but it is read only for the records of "parent" that are new since the last sync',
    ],
    [
      'primary_key: id, columns: {x: {hard_delete: true}, y: {hard_delete: true}}',
      'columns | Resource "a" has two columns with hard delete: x, y',
    ],
  ])('%s', (keys, issue) => {
    expect(issuesOf(keys)).toEqual([issue]);
  });
});
