import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchProjectOptions {
  readonly url: string;
  /** Default 1. */
  readonly resources?: number;
  readonly disposition?: 'replace' | 'merge';
}

/** A fresh project with one REST source that needs a token, so that what is recorded is really masked. */
export function writeBenchProject(
  root: string,
  { url, resources = 1, disposition = 'replace' }: BenchProjectOptions,
): void {
  const entries = Array.from(
    { length: resources },
    (_, index) => `- name: ${resources === 1 ? 'records' : `records_${index}`}
  endpoint: /r${index}
  data_selector: data
  primary_key: id
  write_disposition: ${disposition}
`,
  );
  const settings = `      auth: { type: bearer, token: "\${bench_token}" }
      pagination: { type: json_link, next_url_path: next }
`;
  writeProjectOf(root, url, entries.join(''), settings);
  mkdirSync(join(root, '.dlt'), { recursive: true });
  writeFileSync(join(root, '.dlt', 'secrets.toml'), 'bench_token = "a-token-that-no-record-holds"\n');
}

/**
 * A fresh project whose one source has these resources, in the YAML of sources.yml.
 * @param settings lines of the source beside them. Default: none.
 */
export function writeProjectOf(root: string, url: string, resources: string, settings = ''): void {
  mkdirSync(join(root, '.dango'), { recursive: true });
  writeFileSync(join(root, '.dango', 'project.yml'), 'version: 1\n');
  const indented = resources.trim().replaceAll(/^/gm, '        ');
  writeFileSync(
    join(root, '.dango', 'sources.yml'),
    `version: 1
sources:
  - name: bench
    type: rest_api
    rest_api:
      base_url: ${url}
${settings}      resources:
${indented}
`,
  );
}

export function warehouseOf(root: string): string {
  return join(root, 'data', 'warehouse.duckdb');
}
