import { expect, test } from 'vitest';
import type { SyncEvent } from './sync-event.ts';
import { tellOnce } from './tell-once.ts';

test('a warning is told once for each resource, and every other event each time', () => {
  const heard: SyncEvent[] = [];
  const tell = tellOnce((event) => void heard.push(event));
  const events: SyncEvent[] = [
    { type: 'warning', resource: 'orders', message: 'One page was read.' },
    { type: 'resource-started', resource: 'orders' },
    { type: 'warning', resource: 'users', message: 'One page was read.' },
    { type: 'warning', message: 'One page was read.' },
  ];
  for (const event of [...events, ...events]) tell(event);
  expect(heard).toEqual([...events, { type: 'resource-started', resource: 'orders' }]);
});
