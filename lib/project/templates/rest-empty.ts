import type { TemplateAuthentication, TemplateValues } from './source-templates.ts';
import { endpointValues, quoted, type WrittenTemplate } from './written-template.ts';

/** A base URL and one resource, with the next steps in comments. */
export function restEmpty(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues(values);
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
rest_api:
  base_url: ${quoted(baseUrl)}
${authenticationYaml(values.authentication)}  resources:
    # Each resource becomes a table of its name; every sync replaces it.
    - name: ${quoted(resource)}
      endpoint: ${quoted(path)}
      # Further pages are found by themselves where the API says how; else name the style:
      # pagination:
      #   type: page_number  # or: offset, cursor, json_link, header_link
`,
  };
}

function authenticationYaml(authentication: TemplateAuthentication | undefined): string {
  if (authentication === undefined) {
    return `  # A token that stays out of this file: dango secrets set MY_API_TOKEN
  # headers:
  #   Authorization: "Bearer \${MY_API_TOKEN}"
`;
  }
  const { type, secret, header } = authentication;
  const value = quoted(`\${${secret}}`);
  const fields =
    type === 'bearer'
      ? `    type: bearer
    token: ${value}`
      : `    type: api_key
    name: ${quoted(header?.trim() || 'X-API-Key')}
    api_key: ${value}
    location: header`;
  return `  # The value of ${secret} stands in .dlt/secrets.toml, or in the environment.
  auth:
${fields}
`;
}
