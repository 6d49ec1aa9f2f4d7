import { moduleYaml } from './module-yaml.ts';
import type { TemplateValues } from './source-templates.ts';
import { codeText, endpointValues, exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that reads a list, and the document of each of its records. */
export function customTransformer(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues(values);
  return {
    yaml: moduleYaml(name, { base_url: baseUrl }),
    module: `import { endpoint, fieldOf, resource, RestClient, singlePage, source, transformer } from 'dango';

export const ${exportNameOf(name)} = source({
  // Values come from function_kwargs in sources.yml. A secret: params: { apiKey: secret() }, then auth: bearer(apiKey).
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl: baseUrl + ${codeText(path)} });

    // The list: one request a page.
    const list = resource(${codeText(resource)}, { writeDisposition: 'replace' }, () => client.paginate(''));

    // The document of each record of the list: four at once. One that is not found is left out with a warning.
    const details = transformer(
      ${codeText(`${resource}_details`)},
      { from: list, writeDisposition: 'replace', concurrency: 4, onChildError: 'skip' },
      (record) =>
        client.paginate(endpoint\`/\${fieldOf(record, 'id')}\`, { paginator: singlePage(), dataSelector: '$' }),
    );

    return [list, details];
  },
});
`,
  };
}
