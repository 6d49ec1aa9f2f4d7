import { describe, expect, test } from 'vitest';

import { callbackPath, decideEntry, signInPath, type Visitor } from './door.ts';

const rules = { hosts: new Set(['localhost', '127.0.0.1', '[::1]']), allowsAddresses: false };
const guest: Visitor = {
  method: 'GET',
  url: '/sources',
  host: '127.0.0.1:8800',
  origin: undefined,
  fetchSite: undefined,
  fetchMode: undefined,
  hasSession: true,
};
const enter = { outcome: 'enter' };
const status = (visitor: Partial<Visitor>, given = rules): unknown => {
  const verdict = decideEntry({ ...guest, ...visitor }, given);
  return verdict.outcome === 'refuse' ? verdict.status : verdict.outcome;
};

describe('whose host name it is', () => {
  test.each(['localhost', 'localhost:1', 'LOCALHOST:8800', '127.0.0.1', '[::1]:8800'])('%s is ours', (host) => {
    expect(decideEntry({ ...guest, host }, rules)).toEqual(enter);
  });
  test.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test:8800', '192.168.1.4:8800', '', undefined])(
    '%s is refused, as a rebound name would be',
    (host) => {
      expect(status({ host })).toBe(421);
    },
  );
  test('addresses are ours where the server listens on them, names still are not', () => {
    const open = { ...rules, allowsAddresses: true };
    expect(status({ host: '192.168.1.4:8800' }, open)).toBe('enter');
    expect(status({ host: '[fe80::1]:8800' }, open)).toBe('enter');
    expect(status({ host: 'evil.test:8800' }, open)).toBe(421);
  });
});

describe('who may change something', () => {
  const change = { method: 'POST', url: '/api/sql' };
  test('a page of this server', () => {
    expect(status({ ...change, origin: 'http://127.0.0.1:8800' })).toBe('enter');
  });
  test.each([undefined, 'null', 'http://evil.test', 'http://localhost:8800', 'http://127.0.0.1:8801'])(
    'not %s',
    (origin) => {
      expect(status({ ...change, origin })).toBe(403);
    },
  );
});

describe('what another site may cause', () => {
  test('a plain visit of a page', () => {
    expect(status({ fetchSite: 'cross-site', fetchMode: 'navigate' })).toBe('enter');
  });
  test.each([
    { fetchSite: 'cross-site', fetchMode: 'no-cors' },
    { fetchSite: 'cross-site', fetchMode: 'cors' },
    { fetchSite: 'same-site', fetchMode: 'no-cors' },
    { fetchSite: 'cross-site', fetchMode: 'navigate', url: '/api/export?table=t' },
  ])('nothing else: $fetchSite $fetchMode $url', (visitor) => {
    expect(status(visitor)).toBe(403);
  });
});

describe('without the cookie', () => {
  test('a page asks to sign in, everything else is refused', () => {
    expect(status({ hasSession: false })).toBe('sign-in');
    expect(status({ hasSession: false, url: '/api/sources' })).toBe(401);
    expect(status({ hasSession: false, method: 'POST', origin: 'http://127.0.0.1:8800' })).toBe(401);
  });
  test('a browser may come back from a provider, as a plain visit', () => {
    const visit = { hasSession: false, url: `${callbackPath}?code=c&state=s` };
    expect(status({ ...visit, fetchSite: 'cross-site', fetchMode: 'navigate' })).toBe('callback');
    expect(status({ ...visit, fetchSite: 'cross-site', fetchMode: 'no-cors' })).toBe(403);
    expect(status({ ...visit, host: 'evil.test' })).toBe(421);
    expect(status({ ...visit, method: 'POST' })).toBe(403);
    expect(status({ ...visit, url: `${callbackPath}/x` })).toBe('sign-in');
  });
  test('the form may be sent, from our own page only', () => {
    const form = { hasSession: false, method: 'POST', url: signInPath };
    expect(status({ ...form, origin: 'http://127.0.0.1:8800' })).toBe('sign-in');
    expect(status({ ...form, origin: 'http://evil.test' })).toBe(403);
  });
});
