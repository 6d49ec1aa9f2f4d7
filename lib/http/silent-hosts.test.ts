import { expect, test } from 'vitest';
import { createSilentHosts } from './silent-hosts.ts';

test('the time runs from the first failed attempt on a host, whichever request made it', () => {
  const hosts = createSilentHosts();
  expect(hosts.silentForMs('http://a', 1000)).toBe(0);
  hosts.note('http://a', 1000, 1500);
  hosts.note('http://a', 4000, 4500);
  expect(hosts.silentForMs('http://a', 6000)).toBe(5000);
  expect(hosts.silentForMs('http://b', 6000)).toBe(0);
});

test('a host that was left alone for a while starts anew', () => {
  const hosts = createSilentHosts();
  hosts.note('http://a', 0, 1000);
  expect(hosts.silentForMs('http://a', 60_000)).toBe(0);
  hosts.note('http://a', 60_000, 61_000);
  expect(hosts.silentForMs('http://a', 61_000)).toBe(1000);
});
