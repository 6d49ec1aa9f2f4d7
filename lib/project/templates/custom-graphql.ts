import { toSnakeCase } from '../../util/snake-case.ts';
import { moduleYaml } from './module-yaml.ts';
import type { TemplateValues } from './source-templates.ts';
import { codeText, endpointValues, exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that asks a GraphQL API for a list, page by page. */
export function customGraphql(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues({ ...values, path: values.path?.trim() || '/graphql' });
  const field = fieldNameOf(resource);
  return {
    yaml: moduleYaml(name, { base_url: baseUrl }),
    module: `import { cursor, resource, RestClient, source } from 'dango';

// Write the fields that you want. $after is the position behind the page before.
const query = \`
  query ($after: String) {
    ${field}(first: 100, after: $after) {
      nodes { id name }
      pageInfo { endCursor hasNextPage }
    }
  }
\`;

export const ${exportNameOf(name)} = source({
  // Values come from function_kwargs in sources.yml. A secret: params: { apiKey: secret() }, then auth: bearer(apiKey).
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    // A query changes nothing, so it may be sent again after a failure.
    const client = new RestClient({ baseUrl, retry: { post: true } });

    return resource(${codeText(resource)}, { writeDisposition: 'replace' }, () =>
      client.paginate(${codeText(path)}, {
        method: 'POST',
        json: { query },
        dataSelector: ${codeText(`data.${field}.nodes`)},
        paginator: cursor({
          cursorPath: ${codeText(`data.${field}.pageInfo.endCursor`)},
          hasMorePath: ${codeText(`data.${field}.pageInfo.hasNextPage`)},
          param: 'variables.after',
          sentBy: 'json',
        }),
        // GraphQL tells its errors in a response of status 200.
        responses: [{ status: 200, path: 'errors', action: 'fail', message: 'The API refused the query' }],
      }),
    );
  },
});
`,
  };
}

/** GraphQL knows letters, digits and underscores, and no digit in front. */
function fieldNameOf(resource: string): string {
  const words = toSnakeCase(resource).replaceAll(/[^a-z0-9_]/g, '_');
  const name = words.replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/_+$/, '');
  return /^[a-z]/.test(name) ? name : `items${name}`;
}
