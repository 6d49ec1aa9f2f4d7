import { walkModule, walkStart, walkTest } from './support/builder-states.ts';
import { test } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

test.use({ project: 'sample', startsAt: 'nowhere' });
test.describe.configure({ timeout: 300_000 });

// The states that docs/images shows, and those of modules.
for (const [what, walk] of [
  ['the start of a source', walkStart],
  ['a source and its test', walkTest],
  ['a module', walkModule],
] as const) {
  test(`everyone can use each state of ${what}`, { tag: '@long' }, async ({ page, dango: { link, api } }) => {
    await walk(page, link, {
      api,
      reach: async (state) => await test.step(state, async () => await expectAccessible(page)),
    });
  });
}
