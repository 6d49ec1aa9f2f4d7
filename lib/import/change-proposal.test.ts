import { expect, test } from 'vitest';
import { changeProposal, type ProposalChanges } from './change-proposal.ts';
import { readUrls } from './read-url.ts';
import { writeSource } from './write-source.ts';

const records = [{ id: 1, sku: 'a', updated_at: '2024-01-01T00:00:00Z' }];
const proposal = readUrls('https://api.shop.test/items', undefined, () => [
  { at: 'the answer', body: { data: records } },
]);
const write = (changes: ProposalChanges): string =>
  writeSource(changeProposal(proposal, changes), new Set(['GET /items']), 'the text').yaml;

test('the answer to an address gives records, key and a cursor that waits for a person', () => {
  const { settings } = proposal.resources[0] ?? {};
  expect(settings).toMatchObject({
    data_selector: { value: 'data', confidence: 'sure' },
    primary_key: { value: 'id' },
    incremental: { value: { cursor_path: 'updated_at' } },
  });
  expect(write({})).toContain('# incremental: {cursor_path: updated_at}');
});

test('what a person says is written, a cursor too; an empty text takes a setting away', () => {
  const yaml = write({
    'GET /items': {
      primary_key: { text: 'sku' },
      data_selector: { text: '' },
      incremental: { text: '{cursor_path: updated_at, initial_value: "2024-01-01T00:00:00Z"}' },
      columns: { text: '{sku: {type: text}}' },
    },
  });
  expect(yaml).toContain('primary_key: sku');
  expect(yaml).not.toContain('data_selector');
  expect(yaml).toMatch(/incremental:\n\s+cursor_path: updated_at/);
  expect(yaml).toMatch(/columns:\n\s+sku:\n\s+type: text/);
});

test('what was tried out keeps its evidence; a text that is no YAML is refused', () => {
  const evidence = [{ at: 'tried out', text: 'page 2 brought other records' }];
  const changed = changeProposal(proposal, {
    'GET /items': { pagination: { text: 'page_number', confidence: 'sure', evidence } },
  });
  expect(changed.resources[0]?.settings.pagination).toEqual({ value: 'page_number', confidence: 'sure', evidence });
  expect(() => write({ 'GET /items': { pagination: { text: '{type: [' } } })).toThrow('cannot be read as the value');
});

test('the whole answer is written where a person chose it, though it has a list', () => {
  expect(write({ 'GET /items': { data_selector: { text: '$' } } })).toContain('data_selector: "$"');
});

test('the name of a resource is free text, also where YAML would read something else', () => {
  expect(write({ 'GET /items': { name: { text: ' 2024: all ' } } })).toContain('name: "2024: all"');
});
