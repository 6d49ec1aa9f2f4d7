import type { WrittenTemplate } from './written-template.ts';

/** The shop of the sample API. */
export function restSample(name: string): WrittenTemplate {
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
description: The small shop that the sample API serves
tags: [sample]
rest_api:
  # \${NAME} comes from the environment, then .env, then .dlt/secrets.toml.
  base_url: "\${SAMPLE_API_URL}"
  headers:
    Authorization: "Bearer \${MY_API_TOKEN}"
  resources:
    # GET /users answers {"data": [...]}. Each resource becomes a table of its name; it is replaced by every sync.
    - name: users
      endpoint: /users

    # {"items": [...]}, a hundred at a time. The list "tags" of a product becomes the table products__tags.
    - name: products
      endpoint: /products
      pagination:
        type: offset
        limit: 100

    # Each answer names the next page. The first sync takes every order since 2024; a later one asks only for
    # orders that changed since, and the primary key makes them replace the rows that are there.
    - name: orders
      endpoint: /orders
      primary_key: id
      incremental:
        cursor_path: updated_at
        initial_value: "2024-01-01T00:00:00Z"
        start_param: updated_after
      pagination:
        type: json_link
        next_url_path: next_page_url
`,
  };
}
