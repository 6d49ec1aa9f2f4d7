import type { TemplateValues } from './source-templates.ts';
import { endpointValues, quoted, type WrittenTemplate } from './written-template.ts';

/** Contacts, companies, deals and owners of HubSpot. */
export function restHubspot(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl } = endpointValues({ ...values, baseUrl: values.baseUrl?.trim() || 'https://api.hubapi.com' });
  const objects = [
    searchYaml('contacts', 'lastmodifieddate', [
      'email',
      'firstname',
      'lastname',
      'lifecyclestage',
      'lastmodifieddate',
    ]),
    searchYaml('companies', 'hs_lastmodifieddate', ['name', 'domain', 'industry', 'hs_lastmodifieddate']),
    searchYaml('deals', 'hs_lastmodifieddate', [
      'dealname',
      'amount',
      'dealstage',
      'pipeline',
      'closedate',
      'hs_lastmodifieddate',
    ]),
  ];
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
description: Contacts, companies, deals and owners of HubSpot
rest_api:
  base_url: ${quoted(baseUrl)}
  # The access token of a private app that may read these objects: dango secrets set HUBSPOT_TOKEN
  auth:
    type: bearer
    token: "\${HUBSPOT_TOKEN}"
  # The search takes five requests a second for a whole account.
  rate_limit: 4
  # A search changes nothing, so its POST may be repeated.
  retry:
    post: true
  pagination:
    type: cursor
    cursor_path: paging.next.after
    param: after
  resource_defaults:
    data_selector: results
    primary_key: id
  resources:
    # A search gives 10,000 records and refuses to go on. It is sorted by the instant of the change, so it stops there, and
    # the next sync goes on from the last record: sync again until no more rows come. Only the properties that are named
    # are sent; add your own.
${objects.join('\n')}
    - name: owners
      endpoint: /crm/v3/owners
      params:
        limit: 100

    - name: deal_pipelines
      endpoint: /crm/v3/pipelines/deals
      pagination: single_page
`,
  };
}

function searchYaml(object: string, changed: string, properties: readonly string[]): string {
  return `    - name: ${object}
      endpoint: /crm/v3/objects/${object}/search
      method: POST
      json:
        limit: 100
        properties: [${properties.join(', ')}]
        sorts: [{ propertyName: ${changed}, direction: ASCENDING }]
        filterGroups:
          - filters: [{ propertyName: ${changed}, operator: GTE, value: "{incremental.start_value}" }]
      incremental:
        cursor_path: updatedAt
        initial_value: "2024-01-01T00:00:00Z"
        convert: unix_milliseconds
        row_order: asc
      pagination:
        type: cursor
        cursor_path: paging.next.after
        param: after
        stop_when: "int(response.?paging.?next.?after.orValue('0')) >= 10000"
`;
}
