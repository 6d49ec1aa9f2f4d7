/** What dango init writes. Paths are relative to the project; each file is written only where none exists. */
export interface ProjectTemplate {
  readonly path: string;
  readonly text: string;
  /** Permissions; the usual ones when absent. */
  readonly mode?: number;
}

const projectYml = (name: string | undefined): string => `# Settings of this project. Everything has a default.
version: 1
${name === undefined ? '# name: my-project' : `name: ${JSON.stringify(name)}`}
# warehouse: data/warehouse.duckdb
# dataset_prefix: raw_
# retention:
#   loads: 20               # loaded packages kept per source
#   exchanges_mb: 500
#   undo_mb: 200
#   runs: 200
# limits:
#   request_timeout_seconds: 60
#   max_attempts: 10
#   concurrent_runs: 2
`;

const sourcesYml = `# What is loaded into the warehouse. Remove the "#" to use an example, then run: dango sync
version: 1
sources:
  # A REST API, described by its endpoints:
  # - name: my_api
  #   type: rest_api
  #   enabled: true
  #   rest_api:
  #     base_url: "https://api.example.com"
  #     headers:
  #       Authorization: "Bearer \${MY_API_TOKEN}"
  #     resources:
  #       - name: users
  #         endpoint: /users
  #         method: GET
  #         pagination:
  #           type: page_number  # or: offset, cursor, json_link, header_link
  #           param: page
  #           start: 1
  #       - name: orders
  #         endpoint: /orders
  #         method: GET
  #         params:
  #           status: completed

  # A module of your own, custom_sources/my_api.ts:
  # - name: my_custom_api
  #   type: dlt_native
  #   enabled: true
  #   dlt_native:
  #     source_module: "custom_sources.my_api"
  #     source_name: "my_api_source"
`;

const secretsToml = `# Secrets of this project. Never commit this file.
#
# [sources.rest_api]                 # for every source of type rest_api
# MY_API_TOKEN = "your-api-token-here"
#
# [sources.my_api_source]            # for one source, by its name or its source_name
# api_key = "your-api-key-here"
`;

const customSourcesReadme = `# Modules

Each \`.ts\` file here can hold a source that \`.dango/sources.yml\` names:

    - name: my_custom_api
      type: dlt_native
      dlt_native:
        source_module: "custom_sources.my_api"
        source_name: "my_api_source"

is the export \`myApiSource\` of \`custom_sources/my_api.ts\`.
`;

/** For editors only: Dango runs the modules without it. */
const tsconfig = `{
  "compilerOptions": {
    "target": "esnext",
    "module": "preserve",
    "moduleResolution": "bundler",
    "lib": ["esnext"],
    "types": ["node"],
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "skipLibCheck": true
  },
  "include": ["custom_sources", "*.ts"]
}
`;

/** The files of a new project. */
export function projectTemplates(name: string | undefined): readonly ProjectTemplate[] {
  return [
    { path: '.dango/project.yml', text: projectYml(name) },
    { path: '.dango/sources.yml', text: sourcesYml },
    { path: '.dlt/secrets.toml', text: secretsToml, mode: 0o600 },
    { path: 'custom_sources/README.md', text: customSourcesReadme },
    { path: 'tsconfig.json', text: tsconfig },
  ];
}

/** What git must not see: secrets, data and what can be made again. */
export const ignoredPaths: readonly string[] = [
  '.env',
  '.dlt/secrets.toml',
  'data/',
  '.dango/loads/',
  '.dango/runs/',
  '.dango/dango.db*',
  '.dango/tokens/',
  '.dango/cache/',
  '.dango/logs/',
];
