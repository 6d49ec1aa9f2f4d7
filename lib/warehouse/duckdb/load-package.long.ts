import { test } from 'vitest';
import {
  contractsKeepTheShape,
  everyValueArrivesOnce,
  mergingTwiceIsMergingOnce,
} from '../../../test/support/load-laws.ts';
import { pagesAndRunsDoNotMatter } from '../../../test/support/paging-laws.ts';

const runs = Number(process.env['FC_RUNS'] ?? 600);

test('fuzz: no value is lost and none appears twice', async () => {
  await everyValueArrivesOnce(runs);
});

test('fuzz: merging the same records twice gives the same table as once', async () => {
  await mergingTwiceIsMergingOnce(Math.ceil(runs / 2));
});

test('fuzz: under a contract no shape changes, and nothing that was there is lost', async () => {
  await contractsKeepTheShape(Math.ceil(runs / 2));
});

test('fuzz: pages and runs do not change the tables', async () => {
  await pagesAndRunsDoNotMatter(Math.ceil(runs / 6));
});
