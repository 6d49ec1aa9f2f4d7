import type { ImportKind } from '#lib/index.ts';

/** What a kind of text is called. */
export const kindNames: Readonly<Record<ImportKind, string>> = {
  url: 'Address',
  curl: 'cURL command',
  openapi: 'OpenAPI document',
  har: 'HAR recording',
  postman: 'Postman collection',
  dlt: 'dlt configuration',
  dango_python: 'Dango-Python source',
  dango: 'sources.yml of Dango',
};

interface Example {
  readonly label: string;
  readonly text: string;
}

/** @param sampleUrl address of the sample API where it runs; else a public API stands in. */
export function examplesFor(sampleUrl: string | undefined): readonly Example[] {
  const base = sampleUrl ?? 'https://api.example.com';
  const users = sampleUrl === undefined ? 'https://pokeapi.co/api/v2/berry' : `${sampleUrl}/products`;
  return [
    { label: 'A URL', text: users },
    {
      label: 'A cURL command',
      text: `curl '${base}/auth/bearer/orders' \\\n  -H 'Authorization: Bearer ${sampleUrl === undefined ? 'YOUR_TOKEN' : 'sample-token'}'`,
    },
    {
      label: 'OAuth 2: two commands',
      text: `curl -X POST '${base}/oauth/token' \\\n  -d grant_type=client_credentials \\\n  -d client_id=sample-client -d client_secret=sample-client-secret\ncurl '${base}/auth/oauth2/orders' -H "Authorization: Bearer $TOKEN"`,
    },
    { label: 'An OpenAPI document', text: openapiExample(base) },
  ];
}

function openapiExample(base: string): string {
  return `openapi: 3.1.0
info: { title: Shop }
servers: [{ url: "${base}" }]
paths:
  /products:
    get:
      operationId: products
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
      responses:
        "200":
          content:
            application/json:
              schema:
                type: object
                properties:
                  items:
                    type: array
                    items:
                      type: object
                      properties: { id: { type: integer }, name: { type: string } }
`;
}
