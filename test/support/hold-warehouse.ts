// A program that has a warehouse open: `node hold-warehouse.ts FILE`. Says "open", and lets go when its input ends.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , file = ''] = process.argv;
const instance = await DuckDBInstance.create(file);
process.stdout.write('open\n');
process.stdin.resume().on('end', () => instance.closeSync());
