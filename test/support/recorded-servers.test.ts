import { expect, test } from 'vitest';
import { startGithubIssuesServer } from './github-issues-server.ts';
import { pokeapiResources, startPokeapiServer } from './pokeapi-server.ts';

test('PokeAPI lists lead through all pages to every document', async () => {
  await using server = await startPokeapiServer();
  for (const resource of pokeapiResources) {
    const urls: string[] = [];
    for (let next: string | null = `${server.apiUrl}/${resource}?limit=500`; next !== null;) {
      const response = await fetch(next);
      const page = (await response.json()) as { next: string | null; results: readonly { url: string }[] };
      urls.push(...page.results.map(({ url }) => url));
      next = page.next;
    }
    const documents = server.documents(resource);
    expect(urls).toHaveLength(documents.length);
    expect(urls[0]).toMatch(/^http:\/\/127\.0\.0\.1:/u);
    expect(await (await fetch(urls[0] ?? '')).json()).toEqual(documents[0]);
  }
  expect((await fetch(`${server.apiUrl}/berry/9999/`)).status).toBe(404);
  expect((await fetch(`${server.apiUrl}/berry/cheri/`)).status).toBe(200);
});

test('GitHub’s recorded issues: 13 in five pages by the Link header, which leads back here', async () => {
  await using server = await startGithubIssuesServer();
  const issues: unknown[] = [];
  const sizes: number[] = [];
  for (let next: string | undefined = server.url + server.issuesPath; next !== undefined;) {
    const response: Response = await fetch(next);
    const page = (await response.json()) as readonly unknown[];
    issues.push(...page);
    sizes.push(page.length);
    next = /<([^>]+)>; rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
    expect(next ?? server.url).toContain(server.url);
  }
  expect(sizes).toEqual([3, 3, 3, 3, 1]);
  expect(issues).toEqual(server.issues);
  expect((await fetch(`${server.url}/repositories/1000/issues?page=2&per_page=3`)).status).toBe(200);
  expect((await fetch(`${server.url}/repositories/1000/issues?page=9`)).status).toBe(404);
});
