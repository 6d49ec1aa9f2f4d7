import { describe, expect, test } from 'vitest';
import { richSources } from './support/ejectable-sources.ts';
import { expectEjectable } from './support/expect-ejectable.ts';
import { expectFormatted } from './support/expect-formatted.ts';

const modules: string[] = [];

describe('a source sends the same requests and makes the same tables as a module', () => {
  test.each(richSources)('$title', async (source) => {
    modules.push(await expectEjectable(source));
  });

  test('modules are laid out as the formatter lays them out', async () => {
    expect(modules.length).toBe(richSources.length);
    await expectFormatted(modules);
  });
});
