/**
 * A sources.yml with one REST source.
 * @param resources lines of the list, each indented by eight spaces or more.
 */
export function restSourcesYml(name: string, baseUrl: string, resources: string): string {
  return `sources:
  - name: ${name}
    type: rest_api
    rest_api:
      base_url: "${baseUrl}"
      resources:
${resources}`;
}
