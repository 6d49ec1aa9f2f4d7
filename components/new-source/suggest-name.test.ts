import { describe, expect, test } from 'vitest';
import { suggestSourceName, suggestTableName } from './suggest-name.ts';

describe('a name is suggested', () => {
  test.each([
    ['https://api.github.com', 'github'],
    ['https://pokeapi.co/api/v2', 'pokeapi'],
    ['https://my-shop.example.com/v1', 'example'],
    ['https://data.service.gov', 'service'],
    ['https://www.3degrees.com', 'degrees'],
    ['http://127.0.0.1:4000', 'local_api'],
    ['http://localhost:4000', 'local_api'],
    ['https://', ''],
    ['${BASE_URL}', ''],
    ['', ''],
  ])('for the base URL %s: %s', (url, name) => expect(suggestSourceName(url)).toBe(name));

  test.each([
    ['/users', 'users'],
    ['users?limit=10', 'users'],
    ['/v2/orderItems/', 'order_items'],
    ['/users/{resources.staff.id}', 'users'],
    ['/reports/2024-sales.json', 'sales'],
    ['/', ''],
  ])('for the path %s: %s', (path, name) => expect(suggestTableName(path)).toBe(name));
});
