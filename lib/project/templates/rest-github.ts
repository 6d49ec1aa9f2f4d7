import type { TemplateValues } from './source-templates.ts';
import { endpointValues, quoted, type WrittenTemplate } from './written-template.ts';

/** Repositories of an organisation on GitHub, with their issues, comments and pull requests. */
export function restGithub(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl } = endpointValues({ ...values, baseUrl: values.baseUrl?.trim() || 'https://api.github.com' });
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
description: Repositories, issues, comments and pull requests on GitHub
rest_api:
  # GitHub Enterprise Server: https://HOST/api/v3
  base_url: ${quoted(baseUrl)}
  # A fine-grained token that may read issues, pull requests and metadata: dango secrets set GITHUB_TOKEN
  auth:
    type: bearer
    token: "\${GITHUB_TOKEN}"
  headers:
    Accept: application/vnd.github+json
    X-GitHub-Api-Version: "2022-11-28"
  # A limit that is used up comes as 403 or 429 and names the instant of its reset, up to an hour away: that is waited for.
  retry:
    max_wait: 3700
  # GitHub asks for few requests at a time.
  concurrency: 4
  # The Link header names the next page.
  pagination: header_link
  resource_defaults:
    params:
      per_page: 100
    primary_key: id
  resources:
    # The organisation: dango secrets set GITHUB_ORG (or write its name here). Of a person: /users/NAME/repos
    - name: repos
      endpoint: "/orgs/\${GITHUB_ORG}/repos"

    # Issues that changed since the last sync. GitHub lists pull requests among them; the step leaves those out, and with
    # them their comments.
    - name: issues
      endpoint: "/repos/{resources.repos.owner.login}/{resources.repos.name}/issues"
      params:
        state: all
        sort: updated
        direction: asc
      include_from_parent: [name]
      incremental:
        cursor_path: updated_at
        initial_value: "2024-01-01T00:00:00Z"
        start_param: since
        # One position counts for all repositories, which are read one after the other: look back an hour.
        lag: 3600
      responses:
        # Issues are switched off for this repository.
        - { status: 410, action: skip_child }
      steps:
        - filter: "!has(record.pull_request)"

    # The comments of each issue that came; a new comment changes its issue.
    - name: issue_comments
      endpoint: "/repos/{resources.repos.owner.login}/{resources.repos.name}/issues/{resources.issues.number}/comments"
      include_from_parent: [number, _repos_name]

    # All pull requests with every sync: their list takes no "since".
    - name: pull_requests
      endpoint: "/repos/{resources.repos.owner.login}/{resources.repos.name}/pulls"
      params:
        state: all
      include_from_parent: [name]
`,
  };
}
