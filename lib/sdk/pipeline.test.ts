import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { resource } from './define-resource.ts';
import { createLoadInfo } from './load-info.ts';
import { pipeline } from './pipeline.ts';
import { setPipelineRunner, type PipelineRun } from './pipeline-runner.ts';
import { source } from './source-factory.ts';

const facts = {
  pipelineName: 'test_my_api',
  datasetName: 'test_data',
  location: 'data/warehouse.duckdb',
  loadIds: ['1700000000.123456'],
  tables: [{ name: 'users', rows: 3 }],
  durationMs: 170,
};
const users = resource('users', {}, () => []);

afterEach(() => setPipelineRunner(undefined));

describe('pipeline', () => {
  test('hands a source or resources to the process that hosts it', async () => {
    const runs: PipelineRun[] = [];
    setPipelineRunner(async (run) => {
      runs.push(run);
      return createLoadInfo(facts);
    });
    const factory = source({ resources: () => users });
    const bound = factory();
    const test = pipeline({ pipelineName: 'test_my_api', destination: 'duckdb', datasetName: 'test_data' });
    expect((await test.run(bound)).loadIds).toEqual(facts.loadIds);
    await pipeline({ pipelineName: 'other' }).run(users);
    expect(runs).toEqual([
      { pipelineName: 'test_my_api', datasetName: 'test_data', input: bound },
      { pipelineName: 'other', datasetName: 'other_dataset', input: [users] },
    ]);
  });

  test('says how to start the script when nobody hosts it', async () => {
    await expect(pipeline({ pipelineName: 'a' }).run(users)).rejects.toMatchObject({
      code: 'usage-invalid',
      hint: 'Run this file with dango run FILE.',
    });
  });

  test('refuses what is neither a source nor a resource', async () => {
    setPipelineRunner(async () => createLoadInfo(facts));
    const uncalled = source({ resources: () => users }) as unknown as typeof users;
    await expect(pipeline({ pipelineName: 'a' }).run(uncalled)).rejects.toThrow('it was given a function');
    await expect(pipeline({ pipelineName: 'a' }).run([])).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  test('refuses another destination', () => {
    const destination = 'postgres' as 'duckdb';
    expect(() => pipeline({ pipelineName: 'a', destination })).toThrow('Destination "postgres" does not exist.');
  });
});

test('a load prints itself in the words of dlt, also through console.log', () => {
  const text = [
    'Pipeline test_my_api load step completed in 0.17 seconds',
    '1 load package(s) were loaded to destination duckdb and into dataset test_data',
    'The duckdb destination used data/warehouse.duckdb location to store data',
    'Load package 1700000000.123456 is LOADED and contains no failed jobs',
  ].join('\n');
  const info = createLoadInfo(facts);
  expect(String(info)).toBe(text);
  expect(inspect(info)).toBe(text);
  expect(JSON.parse(JSON.stringify(info))).toEqual(facts);
});
