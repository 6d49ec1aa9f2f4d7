/**
 * A source `pokeapi` with two resources for each of PokeAPI's: a list, found without being told for every other one, and
 * each document through its list.
 * @param more further lines of `rest_api`, indented by six.
 */
export function pokeapiSourcesYml(apiUrl: string, names: readonly string[], more = ''): string {
  const resources = names.map((resource, index) => {
    const list = `${resource.replaceAll('-', '_')}_list`;
    const pagination = index % 2 === 0 ? '{ type: json_link, next_url_path: next }' : 'auto';
    return `        - name: ${list}
          endpoint: /${resource}
          params: { limit: 100 }
          pagination: ${pagination}
        - name: ${resource}
          endpoint: "{resources.${list}.url}"
`;
  });
  return `version: 1
sources:
  - name: pokeapi
    type: rest_api
    rest_api:
      base_url: ${apiUrl}
${more}      resources:
${resources.join('')}`;
}
