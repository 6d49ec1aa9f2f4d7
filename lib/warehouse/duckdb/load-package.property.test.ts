import { test } from 'vitest';
import {
  contractsKeepTheShape,
  everyValueArrivesOnce,
  mergingTwiceIsMergingOnce,
} from '../../../test/support/load-laws.ts';
import { pagesAndRunsDoNotMatter } from '../../../test/support/paging-laws.ts';

test('no value is lost and none appears twice, whatever the records and whatever is there already', async () => {
  await everyValueArrivesOnce(6);
});

test('merging the same records twice gives the same table as once', async () => {
  await mergingTwiceIsMergingOnce(3);
});

test('under a contract no shape changes, and nothing that was there is lost', async () => {
  await contractsKeepTheShape(4);
});

test('pages, their order and their size, and the number of runs do not change the tables', async () => {
  await pagesAndRunsDoNotMatter(3);
});
