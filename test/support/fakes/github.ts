import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../start-server.ts';

export interface FakeIssue {
  readonly number: number;
  title: string;
  updatedAt: string;
  /** Bodies of its comments. */
  readonly comments: string[];
  readonly isPullRequest?: boolean;
}

export interface FakeGithub extends TestServer {
  /** Issues of each repository of the organisation `acme`; null where issues are switched off. */
  readonly repositories: Readonly<Record<string, FakeIssue[] | null>>;
}

const usualSize = 30;
const largestSize = 100;

/**
 * The REST API of GitHub as far as repositories, issues, comments and pull requests go. Refuses what GitHub refuses: no
 * User-Agent (403), another token than `github-token` (401), another version than 2022-11-28 (400), a `since` that is no
 * instant (422), issues that are switched off (410). More than 100 records a page are cut to 100. The first request for
 * issues meets a limit that is used up.
 */
export async function startFakeGithub(repositories: FakeGithub['repositories']): Promise<FakeGithub> {
  let isUsedUp = true;
  const server = await startServer((request) => {
    const refusal = refuse(request);
    if (refusal !== undefined) return refusal;
    if (isUsedUp && request.path.endsWith('/issues')) {
      isUsedUp = false;
      return limitReached();
    }
    return answer(repositories, request);
  });
  return { ...server, repositories };
}

function refuse({ headers }: ReceivedRequest): ServerAnswer | undefined {
  if (headers['user-agent'] === undefined) {
    return {
      status: 403,
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    };
  }
  if (headers['authorization'] !== 'Bearer github-token') {
    return { status: 401, json: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' } };
  }
  if (headers['x-github-api-version'] !== '2022-11-28') {
    return { status: 400, json: { message: 'X-GitHub-Api-Version is not a supported version' } };
  }
  return headers['accept'] === 'application/vnd.github+json'
    ? undefined
    : { status: 415, json: { message: 'Unsupported' } };
}

function limitReached(): ServerAnswer {
  return {
    status: 403,
    json: { message: 'API rate limit exceeded for user ID 1.' },
    headers: {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 1),
    },
  };
}

function answer(repositories: FakeGithub['repositories'], request: ReceivedRequest): ServerAnswer {
  const names = Object.keys(repositories);
  if (request.path === '/orgs/acme/repos') return page(request, names.map(repositoryOf));
  // Next links lead to the repository by its id.
  const [, name = '', rest = ''] =
    /^\/repos\/acme\/([^/]+)(\/.*)$/.exec(request.path) ??
    /^\/repositories\/(\d+)(\/.*)$/
      .exec(request.path)
      ?.map((part, index) => (index === 1 ? (names[Number(part) - 1] ?? '') : part)) ??
    [];
  const issues = repositories[name];
  if (issues === undefined) return { status: 404, json: { message: 'Not Found' } };
  if (rest === '/pulls') {
    const pulls = (issues ?? []).filter(({ isPullRequest }) => isPullRequest === true);
    return page(
      request,
      pulls.map((issue) => ({ id: idOf(name, issue) + 1, number: issue.number, title: issue.title })),
    );
  }
  if (issues === null) return { status: 410, json: { message: 'Issues has been disabled in this repository.' } };
  if (rest === '/issues') return listIssues(request, name, issues);
  const number = Number(/^\/issues\/(\d+)\/comments$/.exec(rest)?.[1]);
  const issue = issues.find((one) => one.number === number);
  if (issue === undefined) return { status: 404, json: { message: 'Not Found' } };
  return page(
    request,
    issue.comments.map((body, index) => ({ id: idOf(name, issue) + 10 + index, body, user: { login: 'ann' } })),
  );
}

function listIssues(request: ReceivedRequest, name: string, issues: readonly FakeIssue[]): ServerAnswer {
  const { since, state = 'open', sort = 'created', direction = 'desc' } = request.query;
  if (since !== undefined && Number.isNaN(Date.parse(since))) {
    return { status: 422, json: { message: 'Validation Failed', errors: [{ field: 'since', code: 'invalid' }] } };
  }
  const wanted = issues.filter(({ updatedAt }) => since === undefined || Date.parse(updatedAt) >= Date.parse(since));
  const key = ({ updatedAt, number }: FakeIssue): string | number => (sort === 'updated' ? updatedAt : number);
  const sorted = wanted.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  const ordered = direction === 'asc' ? sorted : sorted.toReversed();
  return page(
    request,
    ordered
      .filter(() => state === 'all')
      .map((issue) => ({
        id: idOf(name, issue),
        number: issue.number,
        title: issue.title,
        updated_at: issue.updatedAt,
        comments: issue.comments.length,
        user: { login: 'ann' },
        labels: [],
        ...(issue.isPullRequest === true ? { pull_request: { merged_at: null } } : {}),
      })),
  );
}

function page({ url, query, path }: ReceivedRequest, records: readonly unknown[]): ServerAnswer {
  const size = Math.min(largestSize, Number(query['per_page'] ?? usualSize));
  const number = Number(query['page'] ?? 1);
  const json = records.slice((number - 1) * size, number * size);
  if (number * size >= records.length) return { json };
  const next = new URL(url);
  next.pathname = path.replace(/^\/repos\/acme\/app/, '/repositories/1');
  next.searchParams.set('page', String(number + 1));
  return { json, headers: { link: `<${next.href}>; rel="next", <${url.href}>; rel="first"` } };
}

function repositoryOf(name: string, index: number): unknown {
  return { id: index + 1, name, full_name: `acme/${name}`, owner: { login: 'acme' }, private: true };
}

function idOf(name: string, { number }: FakeIssue): number {
  return (name.charCodeAt(0) * 1000 + number) * 100;
}
