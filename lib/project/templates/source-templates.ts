/** A source to begin with. */
export interface SourceTemplate {
  readonly id: SourceTemplateId;
  readonly title: string;
  /** One sentence for people who choose. */
  readonly description: string;
  readonly kind: 'rest_api' | 'dlt_native';
  /** Names of the values that have to be set before it runs, besides those of the sample API. Absent: none. */
  readonly secrets?: readonly string[];
  /** Whether it reads the sample API, by `SAMPLE_API_URL` and `MY_API_TOKEN`. */
  readonly needsSampleApi: boolean;
  /** What of {@link TemplateValues} it uses. */
  readonly values: readonly (keyof TemplateValues)[];
}

export type SourceTemplateId =
  | 'rest-empty'
  | 'rest-sample'
  | 'custom-minimal'
  | 'custom-paginated'
  | 'custom-incremental'
  | 'custom-oauth2'
  | 'custom-transformer'
  | 'custom-graphql'
  | 'github'
  | 'stripe'
  | 'hubspot'
  | 'shopify';

/** Words that stand for the template to begin with. */
export const templateWords: Readonly<Record<string, SourceTemplateId>> = {
  rest: 'rest-empty',
  custom: 'custom-minimal',
};

export interface TemplateValues {
  /** Absolute http(s) URL, or one with `${…}`. Default: that of the API, else `https://api.example.com`. */
  readonly baseUrl?: string | undefined;
  /** Name of the first resource, and so of its table. Default: `items`. */
  readonly resource?: string | undefined;
  /** Its path below the base URL. Default: the resource's name behind a slash. */
  readonly path?: string | undefined;
  /** How requests prove who sends them. Default: nothing is sent. */
  readonly authentication?: TemplateAuthentication | undefined;
}

export interface TemplateAuthentication {
  /** `bearer`: a token in the Authorization header. `api_key`: a key in a header of its own. */
  readonly type: 'bearer' | 'api_key';
  /** Name of the secret; the file says `${NAME}` and never its value. */
  readonly secret: string;
  /** Header of an `api_key`. Default: X-API-Key. */
  readonly header?: string | undefined;
}

/** What a new source can begin with, the simplest first. */
export const sourceTemplates: readonly SourceTemplate[] = [
  {
    id: 'rest-empty',
    title: 'REST API',
    description: 'An HTTP API described by its endpoints: a base URL and a first resource.',
    kind: 'rest_api',
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path', 'authentication'],
  },
  {
    id: 'rest-sample',
    title: 'Sample shop',
    description: 'Users, products and orders of the sample API, with paging, a token and an incremental cursor.',
    kind: 'rest_api',
    needsSampleApi: true,
    values: [],
  },
  {
    id: 'custom-minimal',
    title: 'Custom source',
    description: 'A TypeScript module with one resource that yields rows; it runs at once, without a network.',
    kind: 'dlt_native',
    needsSampleApi: false,
    values: [],
  },
  {
    id: 'custom-paginated',
    title: 'Custom source with pages',
    description: 'A TypeScript module that reads a list page by page through the RestClient.',
    kind: 'dlt_native',
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path'],
  },
  {
    id: 'custom-incremental',
    title: 'Incremental custom source',
    description: 'A TypeScript module that asks only for what changed since the last sync, and merges it.',
    kind: 'dlt_native',
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path'],
  },
  {
    id: 'custom-oauth2',
    title: 'Custom source with OAuth2',
    description: 'A TypeScript module that gets its access token with a client id and a client secret.',
    kind: 'dlt_native',
    secrets: ['client_secret'],
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path'],
  },
  {
    id: 'custom-transformer',
    title: 'Custom source with details',
    description: 'A TypeScript module that reads a list, and the document of each of its records.',
    kind: 'dlt_native',
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path'],
  },
  {
    id: 'custom-graphql',
    title: 'GraphQL custom source',
    description: 'A TypeScript module that asks a GraphQL API for a list, page by page.',
    kind: 'dlt_native',
    needsSampleApi: false,
    values: ['baseUrl', 'resource', 'path'],
  },
  {
    id: 'github',
    title: 'GitHub',
    description: 'Repositories of an organisation with their issues, comments and pull requests.',
    kind: 'rest_api',
    secrets: ['GITHUB_TOKEN', 'GITHUB_ORG'],
    needsSampleApi: false,
    values: ['baseUrl'],
  },
  {
    id: 'stripe',
    title: 'Stripe',
    description: 'Customers, subscriptions, charges, invoices, balance transactions and events.',
    kind: 'rest_api',
    secrets: ['STRIPE_API_KEY'],
    needsSampleApi: false,
    values: ['baseUrl'],
  },
  {
    id: 'hubspot',
    title: 'HubSpot',
    description: 'Contacts, companies, deals and owners, by what changed since the last sync.',
    kind: 'rest_api',
    secrets: ['HUBSPOT_TOKEN'],
    needsSampleApi: false,
    values: ['baseUrl'],
  },
  {
    id: 'shopify',
    title: 'Shopify',
    description: 'Orders with their transactions, customers and products of a store.',
    kind: 'rest_api',
    secrets: ['SHOPIFY_ACCESS_TOKEN'],
    needsSampleApi: false,
    values: ['baseUrl'],
  },
];
