import { moduleYaml } from './module-yaml.ts';
import type { TemplateValues } from './source-templates.ts';
import { codeText, endpointValues, exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that asks for changes only. */
export function customIncremental(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues(values);
  return {
    yaml: moduleYaml(name, { base_url: baseUrl }),
    module: `import { incremental, resource, RestClient, source } from 'dango';

export const ${exportNameOf(name)} = source({
  // Values come from function_kwargs in sources.yml. A secret: params: { apiKey: secret() }, then auth: bearer(apiKey).
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });

    return resource(
      ${codeText(resource)},
      {
        // A record that comes again replaces its row.
        writeDisposition: 'merge',
        primaryKey: 'id',
        // The field that grows with every change. Its highest value is saved together with the rows.
        incremental: incremental('updated_at', { initialValue: '2024-01-01T00:00:00Z' }),
      },
      ({ cursor }) =>
        // Ask only for what changed since. Records before the cursor that the API sends all the same are dropped.
        client.paginate(${codeText(path)}, { params: { updated_after: cursor.startValue } }),
    );
  },
});
`,
  };
}
