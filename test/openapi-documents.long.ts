import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseLists } from '../lib/import/choose-resources.ts';
import type { SourceProposal } from '../lib/import/proposal.ts';
import { readImport, recognizeImport } from '../lib/import/read-import.ts';
import { writeSource } from '../lib/import/write-source.ts';
import { validateSources } from '../lib/spec/validate-sources.ts';
import { loadDocuments, loadNextTo } from '../lib/sync/load-documents.ts';
import { openapiDocuments, type OpenapiDocument } from './support/openapi-documents.ts';
import { packFromRegistry } from './support/pack-from-registry.ts';

async function read({ package: name, file }: OpenapiDocument): Promise<SourceProposal> {
  const path = join(await packFromRegistry(name), file);
  const found = recognizeImport(readFileSync(path, 'utf8'), basename(path));
  if (found.kind !== 'openapi') throw new Error(`This is taken for ${found.kind}.`);
  const documents = await loadDocuments(basename(path), found.document, loadNextTo(path));
  const result = readImport(found, { file: basename(path), documents });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  return result.proposal;
}

/** Faults of the source that these proposals make, none for a source that validates. */
function faultsOf(proposal: SourceProposal, chosen: ReadonlySet<string>): number {
  const { yaml } = writeSource(proposal, chosen, 'the document');
  const lines = yaml.trimEnd().split('\n');
  const text = `sources:\n${lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}`).join('\n')}\n`;
  return validateSources(text, 'sources.yml').issues.length;
}

// One after another: the first of a package packs it.
beforeAll(async () => {
  for (const name of new Set(openapiDocuments.map((document) => document.package))) await packFromRegistry(name);
}, 600_000);

describe('real descriptions of APIs', () => {
  test.each(openapiDocuments)('$package $file', async (document) => {
    const proposal = await read(document);
    const { resources } = proposal;
    const lists = chooseLists(proposal);
    expect(resources.length).toBe(document.operations);
    expect(faultsOf(proposal, new Set(resources.map(({ id }) => id)))).toBe(0);
    if (lists.size > 0) expect(faultsOf(proposal, lists)).toBe(0);
  });

  test('nine of ten at least give a source without a person, by --all-lists', async () => {
    const without: string[] = [];
    for (const document of openapiDocuments) {
      if (chooseLists(await read(document)).size === 0) without.push(document.file);
    }
    console.log(`Nothing by --all-lists: ${without.join(', ')}`);
    expect(openapiDocuments.length).toBeGreaterThanOrEqual(30);
    expect(without.length / openapiDocuments.length).toBeLessThanOrEqual(0.1);
  });
});
