import { expect, test } from 'vitest';
import { packageFormat, parseManifest } from './manifest.ts';

/** As the first version of Dango wrote it. */
const oldText = `{"format":1,"load_id":"1795719661.123456","run_id":"20261126-190101-ab12","source":"shop",
"pipeline_name":"shop","schema_name":"shop","dataset":"raw_shop","created_at":"2026-11-26T19:01:01.000Z","based_on":3,
"saves_state":true,"resources":[{"name":"users","table":"users","parent":null,"write_disposition":"replace",
"primary_key":[],"is_full_refresh":false,"rows":12345678901234567890,"longest_line":20,"files":["users.1.ndjson"],
"types":[0,0,null,null],"incremental":null}]}`;

test('a manifest of the first format is read as one of today', () => {
  const manifest = parseManifest(oldText, '1795719661.123456');
  expect(manifest).toMatchObject({
    format: packageFormat,
    based_on: 3,
    resources: [{ name: 'users', table: 'users' }],
  });
  // Absent: the usual share may be lost.
  expect(manifest.resources[0]?.max_loss).toBeUndefined();
});

test.each([
  ['a newer format', oldText.replace('"format":1', '"format":99'), /newer Dango \(format 99, this one reads up to 3\)/],
  ['no format', oldText.replace('"format":1,', ''), /format undefined/],
  ['half a text', oldText.slice(0, 90), /is not readable/],
])('%s is refused in words', (_name, text, message) => {
  expect(() => parseManifest(text, 'x')).toThrow(message);
});
