import { expect, test } from 'vitest';
import type { PreviewEvent, PreviewFinishedEvent } from '../lib/index.ts';
import { listProcesses } from './support/list-processes.ts';
import { promptMs } from './support/prompt.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';
import { startTestUiServer } from './support/ui-server.ts';

test('the browser evaluates what it tested again without the API; what is kept for that ends with the server', async () => {
  await using api = await startServer(() => ({ json: { data: [{ id: 1 }, { id: 2 }] } }));
  const sourcesYml = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "${api.url}", resources: [{ name: items }] }
`;
  const project = await createTempProject({ sourcesYml });
  const ui = await startTestUiServer(project.root);
  const preview = async (more: object): Promise<PreviewFinishedEvent> => {
    const { text } = await ui.ask('/api/preview', {
      method: 'POST',
      headers: { cookie: ui.cookie, origin: ui.url, 'content-type': 'application/json' },
      body: JSON.stringify({ source: 'shop', ...more }),
    });
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PreviewEvent);
    const end = events.at(-1);
    if (end?.type !== 'preview-finished') throw new Error(`No end: ${text}`);
    return end;
  };
  const first = await preview({});
  expect(first).toMatchObject({ status: 'succeeded', source: 'api', findings: [{ kind: 'key-possible' }] });
  expect(api.requests).toHaveLength(1);
  const sourcesText = sourcesYml.replace('{ name: items }', '{ name: items, primary_key: id }');
  const again = await preview({ sourcesText, fromRecording: first.recording });
  expect(again).toMatchObject({ status: 'succeeded', source: 'recording', recording: first.recording, findings: [] });
  expect(api.requests).toHaveLength(1);
  expect(listProcesses(project.root)).toHaveLength(1);
  ui.cli.kill();
  await ui.cli.finished;
  await expect.poll(() => listProcesses(project.root), { timeout: promptMs }).toEqual([]);
});
