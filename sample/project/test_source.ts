// Runs the source locally: dango run test_source.ts
import { pipeline } from 'dango';
import { myApiSource } from './custom_sources/my_api.ts';

const test = pipeline({
  pipelineName: 'test_my_api',
  destination: 'duckdb',
  datasetName: 'test_data',
});

const source = myApiSource({ apiKey: 'your-test-key' });
const loadInfo = await test.run(source);
console.log(loadInfo);
