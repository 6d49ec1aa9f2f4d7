import { describe, expect, test } from 'vitest';
import { faultsOf, modelOf } from './run-dlt-config.ts';

const base_url = 'https://api.example.com';

describe('resources', () => {
  const [defaultClient] = [{ base_url }];
  const resourcesOf = (resources: unknown, resource_defaults?: unknown, client: object = defaultClient) =>
    modelOf({ client, resources, ...(resource_defaults === undefined ? {} : { resource_defaults }) }).resources;
  const only = (resource: unknown, defaults?: unknown, client?: object) => {
    const [first] = resourcesOf([resource], defaults, client);
    if (first === undefined) throw new Error('There is no resource.');
    return first;
  };

  test('CFG-01 a resource may be a word, and the name stands for a path that is not there', () => {
    expect(only('path')).toMatchObject({ name: 'path', path: 'path' });
    expect(only({ name: 'resource', endpoint: 'path' })).toMatchObject({ name: 'resource', path: 'path' });
    expect(only({ name: 'resource' })).toMatchObject({ path: 'resource' });
    expect(only({ name: 'resource', endpoint: {} })).toMatchObject({ path: 'resource' });
  });

  test('CFG-02 columns merge one by one', () => {
    const own = [{ name: 'col_a', data_type: 'bigint' }, { name: 'col_b' }];
    const defaults = [
      { name: 'col_a', data_type: 'text', primary_key: true },
      { name: 'col_c', data_type: 'timestamp', partition: true },
    ];
    expect(only({ name: 'a', columns: own }, { columns: defaults })).toMatchObject({
      columns: { col_a: { type: 'bigint' }, col_c: { type: 'timestamp' } },
      primaryKey: ['col_a'],
    });
  });

  test('CFG-03 json and params merge key by key', () => {
    const own = { param1: 'A', param2: 'B' };
    const defaults = { param1: 'X', param3: 'Y' };
    const merged = only(
      { name: 'a', endpoint: { method: 'POST', json: own, params: own } },
      { endpoint: { json: defaults, params: defaults } },
    );
    expect(merged).toMatchObject({
      path: 'a',
      json: { param1: 'A', param3: 'Y', param2: 'B' },
      params: { param1: 'A', param3: 'Y', param2: 'B' },
    });
  });

  test('CFG-04 everything else of the resource takes the place of the default as a whole', () => {
    const merged = only(
      {
        name: 'a',
        max_table_nesting: 3,
        schema_contract: { tables: 'discard_row' },
        write_disposition: { disposition: 'replace' },
        endpoint: { paginator: { type: 'cursor', cursor_param: 'a' }, incremental: { cursor_path: 'id' } },
      },
      {
        max_table_nesting: 1,
        schema_contract: 'freeze',
        parallelized: true,
        write_disposition: 'append',
        endpoint: {
          paginator: { type: 'header_link', links_next_key: 'b' },
          incremental: { cursor_path: 'x', lag: 3 },
        },
      },
    );
    expect(merged).toMatchObject({
      maxTableNesting: 3,
      schemaContract: { tables: 'discard_row', columns: 'evolve', dataType: 'evolve' },
      writeDisposition: 'replace',
      pagination: { type: 'cursor', param: 'a', cursorPath: 'cursors.next' },
      incremental: { cursorPath: 'id', lag: undefined },
    });
  });

  test('CFG-06 null takes a default away', () => {
    const defaults = { endpoint: { paginator: 'header_link', data_selector: 'items' } };
    const merged = only({ name: 'a', endpoint: { paginator: null, data_selector: null } }, defaults);
    expect(merged).toMatchObject({ pagination: { type: 'auto' }, dataSelector: undefined });
  });

  test('CFG-07 one document is one page, unless something else is said', () => {
    const user = { name: 'user', endpoint: { path: 'user/{id}', params: { id: 7 } } };
    const single = { path: 'user/7', dataSelector: '$', pagination: { type: 'single_page' } };
    expect(only(user)).toMatchObject({ ...single, params: {} });
    const nulls = { ...user, endpoint: { ...user.endpoint, paginator: null, data_selector: null } };
    expect(only(nulls, { endpoint: { paginator: 'header_link', data_selector: 'items' } })).toMatchObject(single);
    const messages = { name: 'm', endpoint: { path: 'user/{id}/messages', params: { id: 7 } } };
    expect(only(messages)).toMatchObject({ dataSelector: undefined, pagination: { type: 'auto' } });
  });

  test('CFG-08 resources keep their order', () => {
    const user = {
      name: 'user',
      endpoint: { path: 'user/{id}', params: { id: { type: 'resolve', resource: 'users', field: 'id' } } },
    };
    expect(resourcesOf(['users', user]).map(({ name, parent }) => [name, parent])).toEqual([
      ['users', undefined],
      ['user', 'users'],
    ]);
  });

  test('CFG-09 (differs) hints of tables are taken; those that cannot be followed are refused, not passed over', () => {
    const hints = {
      table_name: 'other',
      max_table_nesting: 2,
      write_disposition: 'merge',
      columns: { a: { data_type: 'text' } },
      primary_key: 'a',
      merge_key: 'b',
      schema_contract: { columns: 'freeze', data_type: 'discard_value' },
      selected: false,
    };
    expect(only({ name: 'a', ...hints })).toMatchObject({
      tableName: 'other',
      maxTableNesting: 2,
      writeDisposition: 'merge',
      columns: { a: { type: 'text' } },
      primaryKey: ['a'],
      mergeKey: ['b'],
      schemaContract: { tables: 'evolve', columns: 'freeze', dataType: 'discard_value' },
      selected: false,
    });
    const other = { table_format: 'iceberg' };
    const faults = faultsOf({ client: defaultClient, resources: [{ name: 'a', ...hints, ...other }] });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['resources[0].table_format']);
  });

  test('strategies of a merge and hints of columns are those of dlt', () => {
    const scd2 = {
      disposition: 'merge',
      strategy: 'scd2',
      validity_column_names: ['since', 'until'],
      active_record_timestamp: null,
    };
    expect(only({ name: 'a', write_disposition: scd2 })).toMatchObject({
      writeDisposition: 'merge',
      merge: { strategy: 'scd2', validityColumnNames: ['since', 'until'], activeRecordTimestamp: undefined },
    });
    const columns = [
      { name: 'buyer__id', primary_key: true },
      { name: 'gone', data_type: 'bool', hard_delete: true },
      { name: 'ver', dedup_sort: 'desc', nullable: false, sort: true },
    ];
    expect(only({ name: 'a', write_disposition: { disposition: 'merge', strategy: 'upsert' }, columns })).toMatchObject(
      {
        primaryKey: ['buyer.id'],
        merge: { strategy: 'upsert' },
        columns: { gone: { type: 'bool', hardDelete: true }, ver: { dedupSort: 'desc', nullable: false } },
      },
    );
    const faults = faultsOf({
      client: defaultClient,
      resources: [
        { name: 'a', write_disposition: { disposition: 'merge', strategy: 'upsert', retries: 3 } },
        { name: 'b', columns: { ver: { dedup_sort: 'up' }, v: { variant: true } } },
        { name: 'c', write_disposition: { disposition: 'replace', strategy: 'staging-optimized' } },
      ],
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'resources[0].write_disposition.retries',
      'resources[1].columns.ver.dedup_sort',
      'resources[1].columns.v.variant',
      'resources[2].write_disposition.strategy',
    ]);
  });

  test('a contract of the defaults counts for all, and a word that is none is refused where it stands', () => {
    const frozen = { tables: 'freeze', columns: 'freeze', dataType: 'freeze' };
    expect(only('a', { schema_contract: 'freeze' }).schemaContract).toEqual(frozen);
    expect(only({ name: 'a', schema_contract: null }, { schema_contract: 'freeze' }).schemaContract).toBeUndefined();
    const faults = (contract: unknown) =>
      faultsOf({ client: defaultClient, resource_defaults: { schema_contract: contract }, resources: ['a'] });
    expect(faults('frozen')).toEqual([
      'resource_defaults.schema_contract: Expected one of "evolve", "freeze", "discard_row", "discard_value", got "frozen" Write one of them.',
    ]);
    expect(faults({ data_types: 'freeze', columns: true }).map((fault) => fault.split(':')[0])).toEqual([
      'resource_defaults.schema_contract.data_types',
      'resource_defaults.schema_contract.columns',
    ]);
  });

  test('CFG-10 parameters of the defaults are added, and give way', () => {
    const defaults = { endpoint: { params: { per_page: 30 } } };
    expect(only({ name: 'a', endpoint: { params: { b: 1 } } }, defaults).params).toEqual({ per_page: 30, b: 1 });
    expect(only({ name: 'a', endpoint: { params: { per_page: 50 } } }, defaults).params).toEqual({ per_page: 50 });
    expect(only('a', defaults).params).toEqual({ per_page: 30 });
    expect(only({ name: 'a', endpoint: { params: { b: 1 } } }).params).toEqual({ b: 1 });
  });

  describe('which paginator counts', () => {
    const marks = {
      C: { paginator: 'header_link' },
      D: { endpoint: { paginator: 'json_link' } },
      E: 'cursor',
    } as const;
    const types: Readonly<Record<string, string>> = {
      C: 'header_link',
      D: 'json_link',
      E: 'cursor',
      '–': 'auto',
      S: 'single_page',
    };
    const read = (where: string, path: string) => {
      const [client, defaults, endpoint] = where;
      const paginator = endpoint === 'E' ? { paginator: marks.E } : endpoint === '0' ? { paginator: null } : {};
      const resource = { name: 'a', endpoint: { path, ...paginator } };
      const list = path.includes('resources') ? ['users', resource] : [resource];
      return resourcesOf(list, defaults === 'D' ? marks.D : undefined, {
        base_url,
        ...(client === 'C' ? marks.C : {}),
      }).at(-1)?.pagination.type;
    };
    describe('G-PP of a list', () => {
      test.each([
        ['1', '–––', '–'],
        ['2', 'C––', 'C'],
        ['3', '–D–', 'D'],
        ['4', '––E', 'E'],
        ['5', 'CD–', 'D'],
        ['6', 'C–E', 'E'],
        ['7', '–DE', 'E'],
        ['8', 'CDE', 'E'],
        ['9', 'C–0', 'C'],
        ['10', '––0', '–'],
        ['11', '–D0', '–'],
        ['12', 'CD0', 'C'],
      ])('%s: of client, defaults and endpoint (%s) it is %s', (_, where, which) => {
        expect(read(where, 'a')).toBe(types[which]);
      });
    });

    describe('G-PS of one document', () => {
      test.each([
        ['1', '–––', 'S'],
        ['2', 'C––', 'S'],
        ['3', '–D–', 'D'],
        ['4', 'CD0', 'S'],
        ['5', 'C–E', 'E'],
      ])('%s: of client, defaults and endpoint (%s) it is %s', (_, where, which) => {
        expect(read(where, 'user/{resources.users.id}')).toBe(types[which]);
      });
    });
  });
});
