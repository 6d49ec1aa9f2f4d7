import { hasInterpolation } from '../../spec/interpolation.ts';
import { moduleYaml } from './module-yaml.ts';
import type { TemplateValues } from './source-templates.ts';
import { codeText, endpointValues, exportNameOf, type WrittenTemplate } from './written-template.ts';

/** A module that gets its access token with a client id and a client secret. */
export function customOauth2(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl, resource, path } = endpointValues(values);
  return {
    yaml: moduleYaml(name, { base_url: baseUrl, token_url: tokenUrlOf(baseUrl), client_id: 'YOUR-CLIENT-ID' }),
    module: `import { oauth2ClientCredentials, resource, RestClient, secret, source } from 'dango';

export const ${exportNameOf(name)} = source({
  // Values come from function_kwargs in sources.yml, that of the secret from: dango secrets set client_secret --source ${name}
  params: {
    baseUrl: 'https://api.example.com',
    tokenUrl: 'https://api.example.com/oauth/token',
    clientId: 'YOUR-CLIENT-ID',
    clientSecret: secret(),
  },

  resources({ baseUrl, tokenUrl, clientId, clientSecret }) {
    // The token is fetched before the first request, and anew before it ends. It goes to the host of baseUrl only.
    const auth = oauth2ClientCredentials({ accessTokenUrl: tokenUrl, clientId, clientSecret });
    const client = new RestClient({ baseUrl, auth });

    return resource(${codeText(resource)}, { writeDisposition: 'replace' }, () => client.paginate(${codeText(path)}));
  },
});
`,
  };
}

/** Where most APIs have it. */
function tokenUrlOf(baseUrl: string): string {
  return hasInterpolation(baseUrl) ? `${baseUrl}/oauth/token` : new URL('/oauth/token', baseUrl).href;
}
