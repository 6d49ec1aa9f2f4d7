import { moduleYaml } from './module-yaml.ts';
import type { TemplateValues } from './source-templates.ts';
import { codeText, endpointValues, exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that reads one list through the RestClient. */
export function customPaginated(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues(values);
  return {
    yaml: moduleYaml(name, { base_url: baseUrl }),
    module: `import { auto, resource, RestClient, source } from 'dango';

export const ${exportNameOf(name)} = source({
  // Values come from function_kwargs in sources.yml. A secret: params: { apiKey: secret() }, then auth: bearer(apiKey).
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });

    return resource(${codeText(resource)}, { writeDisposition: 'replace' }, async function* () {
      // auto() finds the next page by itself; say offset(), pageNumber(), cursor(), jsonLink() or headerLink() if you know.
      for await (const page of client.paginate(${codeText(path)}, { paginator: auto() })) {
        // A page is a list of records: filter and map it as you like.
        yield page;
      }
    });
  },
});
`,
  };
}
