import { expect, test } from 'vitest';
import { resource } from '../lib/sdk/define-resource.ts';
import { openInProcess } from './support/load-in-process.ts';
import { expectDocuments } from './support/nesting-laws.ts';
import { startPokeapiServer } from './support/pokeapi-server.ts';

/** What is deeper than any document. */
const unlimited = 48;

test('documents of PokeAPI arrive whole with max_table_nesting 0, 1, 2 and without', async () => {
  await using server = await startPokeapiServer({ resources: ['berry', 'evolution-chain', 'type'] });
  const documents = {
    berry: server.documents('berry').slice(0, 6),
    chain: server.documents('evolution-chain').slice(0, 6),
    type: server.documents('type').slice(0, 2),
  };
  for (const levels of [0, 1, 2, undefined]) {
    const project = await openInProcess();
    const resources = Object.entries(documents).map(([name, all]) =>
      resource(name, { maxTableNesting: levels, writeDisposition: 'replace' }, () => all),
    );
    await project.load(resources);
    expect(await expectDocuments(project.root, 'raw_shop', documents, levels ?? unlimited)).toBeGreaterThan(100);
  }
});
