/** A source of type rest_api called `api`; `URL` stands for the address of the server. */
export interface EjectableExample {
  readonly title: string;
  /** Lines below `rest_api:`, or the whole entry where `isEntry` says so. */
  readonly yaml: string;
  readonly isEntry?: boolean;
  /** False where several series are read at a time. Default true. */
  readonly isOrdered?: boolean;
  readonly status?: 'partial';
}

/** Two with many keys each, for the short test. */
export const richSources: readonly EjectableExample[] = [
  {
    title: 'tables: keys, dispositions, columns, contracts, nesting',
    yaml: `
base_url: URL
schema_contract: { data_type: discard_value }
resource_defaults: { max_table_nesting: 2, null_columns: text }
resources:
  - { name: upserted, primary_key: id, write_disposition: { disposition: merge, strategy: upsert } }
  - { name: versions, primary_key: id, write_disposition: { disposition: merge, strategy: scd2, validity_column_names: [valid_from, valid_to] } }
  - { name: daily, merge_key: year, write_disposition: merge, columns: { price: { type: decimal, precision: 10, scale: 2 }, id: { primary_key: true } } }
  - { name: flat, table_name: flat things, max_table_nesting: 0, columns: { updated_at: { type: text } } }
  - { name: replaced, write_disposition: replace, max_replace_loss: 12.5% }
  - { name: frozen, write_disposition: append, schema_contract: { columns: discard_value } }
  - { name: hidden, selected: false }
  - { name: children, endpoint: "/hidden/{resources.hidden.id}/children", parallelized: false }
`,
  },
  {
    title: "dlt's spelling",
    yaml: `
client:
  base_url: URL/v1/
  headers: { X-Client: dango }
  auth: { type: bearer, token: "\${API_KEY}" }
  paginator: { type: offset, limit: 2, total_path: total }
resource_defaults:
  primary_key: id
  write_disposition: merge
  endpoint: { params: { expand: lines } }
resources:
  - posts
  - name: comments
    endpoint:
      path: "posts/{resources.posts.id}/comments"
      params: { per: 2 }
    include_from_parent: [id]
    parallelized: false
    processing_steps: []
  - name: changes
    endpoint:
      path: changes
      params: { since: { type: incremental, cursor_path: updated_at, initial_value: "2026-01-01T00:00:00Z" } }
  - name: old
    endpoint: { path: gone, response_actions: [{ status_code: 404, action: ignore }] }
`,
  },
];

const auth = (title: string, block: string): EjectableExample => ({
  title,
  yaml: `
base_url: URL
auth: ${block}
resources:
  - { name: items, primary_key: id }
  - { name: others, auth: none }
`,
});

const paging = (title: string, pagination: string, more = ''): EjectableExample => ({
  title,
  yaml: `
base_url: URL
resources:
  - { name: items, primary_key: id, pagination: ${pagination}${more} }
`,
});

/** Rich ones, one for each kind of authentication and paging, and for the rest. */
export const furtherSources: readonly EjectableExample[] = [
  {
    title: 'parents in path, query, header and body, with slashes and whole addresses, and fields of them',
    yaml: `
base_url: URL/v1
headers: { X-Team: "\${TEAM}" }
auth: { type: api_key, name: X-Key, api_key: "\${API_KEY}" }
resource_defaults: { parallelized: false }
resources:
  - { name: shops, params: { owner: "\${OWNER:-nobody}" } }
  - { name: parts, endpoint: "/\${OWNER:-nobody}/{+resources.shops.full_name}/parts", include_from_parent: [name, customer.id] }
  - { name: lines, endpoint: "/parts/{resources.parts.id}/of/{resources.shops.id}", include_from_parent: [id], params: { label: "part {resources.parts.id}", tags: "{resources.parts.tags}", nothing: "{resources.parts.note}" }, headers: { X-Part: "{resources.parts.id}" } }
  - { name: documents, endpoint: "{resources.shops.url}" }
  - { name: pages, endpoint: "{resources.shops.href}", data_selector: $, primary_key: id }
  - { name: found, endpoint: /search, method: POST, json: { shop: "{resources.shops.id}", deep: ["{resources.shops.customer}", 1, true, null] } }
  - { name: noted, endpoint: "/notes/{resources.shops.note}" }
`,
  },
  {
    title: 'every step',
    yaml: `
base_url: URL
resources:
  - name: items
    primary_key: id
    steps:
      - filter: { field: quantity, op: at_least, value: 10 }
      - filter: { field: status, value: open }
      - filter: ["record.price > 100.0", { field: tags, op: contains, value: all }]
      - rename: { customer.id: customer_id, name: title }
      - add: { source: api, label: "{record.title} of {record.customer_id}", copy: "{record.customer.mail}", total: { expression: "record.price * 2.0" }, twice: { expression: "record.label + '!'" } }
      - map: { note: trim, created: instant, big: integer, title: { expression: "value.lowerAscii() + record.source" } }
      - remove: [secret, customer.address]
  - name: lines
    endpoint: /lines
    steps:
      - keep: [id, lines, status]
      - explode: lines
  - name: flagged
    endpoint: /flagged
    steps: [{ filter: { field: note, op: exists } }, { filter: { field: status, op: not_equals, value: paid } }]
`,
  },
  {
    title: 'incremental in many ways',
    yaml: `
base_url: URL
pagination: { type: page_number, limit: 2 }
resources:
  - { name: changed, primary_key: id, incremental: { cursor_path: updated_at, initial_value: "2026-01-01T00:00:00Z", start_param: since, lag: 3600 } }
  - { name: dated, incremental: { cursor_path: updated_at, initial_value: "2026-01-01T00:00:00Z", start_param: from, end_param: to, convert: "%d.%m.%Y", row_order: asc } }
  - { name: counted, incremental: { cursor_path: created, initial_value: 1767225600, range_start: open }, params: { since: "{incremental.start_value}", text: "from {incremental.start_value}" } }
  - { name: windowed, incremental: { cursor_path: updated_at, initial_value: "2026-01-01T00:00:00Z", end_value: "2026-01-31T00:00:00Z", start_param: from, end_param: to, window: 10d, convert: date } }
  - { name: posted, endpoint: /search, method: POST, json: { after: "{incremental.last_value}", shop: x }, primary_key: [id, name], incremental: { cursor_path: updated_at, on_cursor_value_missing: include, row_order: desc } }
`,
  },
  {
    title: 'values, combinations of parents, cursors of their own',
    yaml: `
base_url: URL
resource_defaults: { concurrency: 3 }
resources:
  - { name: shops }
  - { name: years }
  - { name: sold, endpoint: "/shops/{resources.shops.id}/sold", params: { year: "{resources.years.year}" }, primary_key: id, include_from_parent: [shops.name, years.year] }
  - { name: listed, for_each: { country: [de, fr], kind: [{ id: 1, name: a b }] }, endpoint: "/{for_each.country}/listed", params: { kind: "{for_each.kind.id}", name: "{for_each.kind.name}" }, include_from_parent: [country, kind] }
  - { name: closed, endpoint: "/shops/{resources.shops.id}/closed", on_child_error: skip, include_from_parent: [id] }
  - { name: moved, endpoint: "/shops/{resources.shops.id}/moved/{for_each.country}", for_each: { country: [de, fr] }, primary_key: id, incremental: { cursor_path: updated_at, initial_value: "2026-01-01T00:00:00Z", start_param: since, per_parent: true } }
`,
    isOrdered: false,
  },
  auth('a token behind another word', '{ type: bearer, token: "${API_KEY}", prefix: Token }'),
  auth('a secret that is written in sources.yml', '{ type: bearer, token: written-secret-1 }'),
  auth('a key in a cookie', '{ type: api_key, location: cookie, name: session, api_key: "${API_KEY}" }'),
  auth(
    'a key in the query, made of two',
    '{ type: api_key, location: query, name: key, api_key: "${OWNER:-ada}:${API_KEY}" }',
  ),
  auth('user and password', '{ type: http_basic, username: "${USER_NAME}", password: "${API_KEY}" }'),
  auth(
    'client credentials with all their keys',
    '{ type: oauth2_client_credentials, access_token_url: "URL/oauth/token", client_id: me, client_secret: "${API_KEY}", scopes: [a, b], audience: x, access_token_request_data: { extra: one }, access_token_request_format: json, location: query, name: token, default_token_expiration: 60, renew_on: [401, 403] }',
  ),
  auth(
    'a refresh token',
    '{ type: oauth2_refresh_token, access_token_url: "URL/oauth/token", client_id: me, refresh_token: "${API_KEY}" }',
  ),
  auth(
    'OAuth by password',
    '{ type: oauth2_password, access_token_url: "URL/oauth/token", client_id: me, username: ada, password: "${API_KEY}" }',
  ),
  auth(
    'a login by form',
    '{ type: login, url: /auth/login, form: { user: ada, password: "${API_KEY}" }, token_path: data.token, expires_in_path: expires, headers: { X-Login: 1 }, prefix: JWT }',
  ),
  paging(
    'pages from 0 with a size',
    '{ type: page_number, param: p, start: 0, limit: 2, limit_param: size, max_page: 4 }',
  ),
  paging('pages with a total of records', '{ type: page_number, limit: 2, total_records_path: total, concurrency: 1 }'),
  paging('pages with a total of pages', '{ type: page_number, total_path: meta.last }'),
  paging('pages with a flag', '{ type: page_number, has_more_path: has_more, stop_after_empty_page: false }'),
  paging('pages until a condition', '{ type: page_number, stop_when: "page >= response.meta.last" }'),
  paging('offsets', '{ type: offset, limit: 2, total_path: total, max_offset: 10 }'),
  paging(
    'a cursor in the response',
    '{ type: cursor, cursor_path: nextPageToken, param: pageToken, has_more_path: has_more }',
  ),
  paging(
    'the last record as cursor',
    '{ type: cursor, cursor_from: last_record, cursor_path: id, param: starting_after }',
  ),
  paging('a link in the response', '{ type: json_link, next_url_path: links.next }'),
  paging('a link in a header', '{ type: header_link, rel: next }'),
  paging('a cursor in a header', '{ type: header_cursor, header: X-Next, param: after }'),
  paging('a single page', 'single_page'),
  paging('pages in the body', '{ type: page_number, param: page.number }', ', method: POST, json: { shop: a }'),
  paging('pages of a POST in the query', '{ type: page_number, sent_by: query }', ', method: POST, json: { shop: a }'),
  paging('offsets in a header', '{ type: offset, limit: 2, sent_by: header, total_path: total, max_offset: 2 }'),
  paging('pages in the path', '{ type: page_number, sent_by: path, max_page: 2 }', ', endpoint: "/pages/{page}/items"'),
  {
    title: 'forms and texts as bodies',
    yaml: `
base_url: URL
resources:
  - { name: form, method: POST, form: { shop: a, list: [1, 2], since: "{incremental.start_value}" }, incremental: { cursor_path: updated_at } }
  - { name: pairs, method: POST, form: [[shop, b], [shop, c], [flag, true]] }
  - { name: raw, method: POST, body: "<q>\${OWNER:-ada}</q>", headers: { Content-Type: text/xml } }
`,
  },
  {
    title: 'rules for responses, and repetitions',
    yaml: `
base_url: URL
retry: { attempts: 3, max_wait: 5, post: true }
responses:
  - { path: error.code, equals: BUSY, action: wait, wait: 0.01 }
  - { status: [404, 410], action: ignore }
resources:
  - { name: busy }
  - { name: conflict, retry: { statuses: [409] } }
  - { name: calm, responses: [{ status: 420, action: wait, wait: 0.01 }] }
  - { name: gone }
  - { name: items, responses: [{ when: "body.left > 5", action: fail, message: "It's \${OWNER:-full}" }] }
`,
  },
  {
    title: 'a rule that fails one resource',
    yaml: `
base_url: URL
resources:
  - { name: items }
  - { name: broken, responses: [{ text: maintenance, action: fail }] }
`,
    status: 'partial',
  },
  {
    title: 'files in other formats',
    yaml: `
base_url: URL
resources:
  - { name: table, endpoint: /items.csv, format: { type: csv, delimiter: ";" } }
  - { name: lines, endpoint: /items.ndjson }
  - { name: packed, endpoint: /items.json.gz, write_disposition: append }
  - { name: tree, endpoint: /items.xml, format: { type: xml, lists: [item] }, data_selector: shop.item }
`,
  },
  {
    title: 'limits, an address that is a variable, credentials for another host',
    yaml: `
base_url: "\${BASE}/v2"
rate_limit: { requests: 600, per: minute }
concurrency: 2
auth: { type: bearer, token: "\${API_KEY}" }
resources:
  - { name: items, endpoint: "items?sort=name", params: { "filter[a.b]": "it's {plain}", empty: "", number: 1.5, flag: false, list: [1, 2], object: { a: [1] }, braces: '\\{resources.x.y}', dollar: "$\${X}", tick: "\`\\\\ back" } }
  - { name: foreign, endpoint: "URL/foreign", auth: { type: bearer, token: "\${OTHER_TOKEN}" } }
  - { name: "free name-1", endpoint: /free }
  - { name: class, endpoint: /words }
`,
  },
  {
    title: 'many lists that are alike',
    yaml: `
base_url: URL
resource_defaults: { primary_key: id, params: { limit: 50 } }
resources:
  - customers
  - name: orders
  - { name: invoices, params: { status: open } }
  - { name: refunds, endpoint: /returns }
  - { name: payments, steps: [{ remove: secret }] }
  - { name: details, endpoint: "/orders/{resources.orders.id}/details", parallelized: false }
`.replace('  - customers\n', '  - { name: customers }\n'),
  },
  {
    title: 'odd names and texts',
    yaml: [
      'base_url: URL',
      `headers: { X-Quote: "it's \\"so\\"", X-Both: "'\\"\`" }`,
      'resources:',
      '  - name: client',
      '    params:',
      '      a: "line\\nbreak"',
      '      b: "tab\\there"',
      '      c: "back\\\\slash"',
      '      d: "$${not} `this`"',
      '      e: "☃ é"',
      '      f: 9007199254740993',
      '      g: 1.0e-7',
      '      h: -0.5',
      '  - { name: a-b, endpoint: /a1, incremental: { cursor_path: created } }',
      '  - { name: a_b c, endpoint: /a2, table_name: third }',
      '  - name: 1st',
      '    endpoint: "/with%20escape/{resources.client.customer.address.city}"',
      '    data_selector: data',
      '    parallelized: false',
      '    include_from_parent: [customer.address.city]',
      '  - name: deep',
      '    endpoint: /deeper',
      '    data_selector: "$.result.page.rows[*]"',
      '    columns: { customer.id: { type: text }, lines: { type: json } }',
      '  - name: text',
      '    endpoint: /words',
      '    steps:',
      `      - add: { new_field: "it's {record.id} \`\${OWNER:-x}\`", nested.deep: "{record.tags[0]}", same: "{record.tags}" }`,
      `      - filter: { field: name, op: not_in, value: [a, "it's"] }`,
      '  - name: scalars',
      '    endpoint: /names/deeper',
      '    data_selector: "result.page.rows[*].name"',
      '    steps: [{ add: { twice: "{record.value}-{record.value}" } }]',
    ].join('\n'),
  },
  {
    title: 'the spelling of the Python product',
    isEntry: true,
    yaml: `
  - name: api
    type: rest_api
    enabled: true
    description: A shop
    rest_api:
      base_url: URL
      auth_type: bearer
      auth_token_env: API_KEY
      endpoints:
        - { path: /items, name: items }
`,
  },
];
