/** Source files as people write them: each is read well, and has something that a careless edit would break. */
export const oddSources: readonly string[] = [
  // Comments in every place.
  '# top\nversion: 1   # one\nsources:   # list\n  # above\n  - name: shop   # name\n    # between\n    type: rest_api\n    rest_api:\n      # first\n      base_url: https://a.b   # url\n      # before resources\n      resources:   # here\n        # r\n        - name: a   # a\n        # end of list\n    # end of source\n# end of file\n',
  // Lists at the indentation of their key.
  'version: 1\nsources:\n- name: shop\n  type: rest_api\n  rest_api:\n    base_url: https://a.b\n    resources:\n    - name: a\n      primary_key:\n      - id\n      - day\n    - name: b\n',
  // Four blanks, and a dash with three.
  'sources:\n    -   name: shop\n        type: rest_api\n        rest_api:\n            base_url: https://a.b\n            resources:\n                -   name: a\n                    endpoint: /a\n                -   name: b\n',
  // Mixed indentation of neighbours.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n          base_url: https://a.b\n          resources:\n           - name: a\n             params:\n                 limit: 5\n           - name: b\n',
  // All in brackets.
  'version: 1\nsources: [{name: shop, type: rest_api, rest_api: {base_url: "https://a.b", resources: [{name: a}, {name: b, endpoint: /b}]}}]\n',
  // Brackets over several lines.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api: {\n      base_url: "https://a.b",   # url\n      resources: [\n        { name: a, endpoint: /a },\n        { name: b },   # b\n      ],\n    }\n',
  // A comma at the end, odd blanks.
  'sources: [ { name : shop , type: rest_api , rest_api: { base_url: "https://a.b" , resources: [ { name: a } , ] , } , } , ]\n',
  // Quoted keys and values in both quotes.
  'sources:\n  - "name": "shop"\n    \'type\': \'rest_api\'\n    "rest_api":\n      "base_url": \'https://a.b\'\n      resources:\n        - { "name": \'a\', "endpoint": "/a" }\n        - name: "it\'s"\n',
  // Escapes.
  'sources:\n  - name: shop\n    description: "tab\\there \\u00e9 \\"quoted\\" \\\\ back"\n    type: rest_api\n    rest_api:\n      base_url: "https:\\/\\/a.b"\n      resources:\n        - name: \'it\'\'s\'\n',
  // Folded and literal texts.
  'sources:\n  - name: shop\n    description: >\n      folded over\n      two lines\n\n      and a break\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          body: |\n            { "a": 1 }\n              deeper\n          method: POST\n',
  // Chomping and indentation indicators.
  'sources:\n  - name: shop\n    description: |+\n      kept\n\n\n    type: rest_api\n    rest_api:\n      base_url: >-\n        https://a.b\n      resources:\n        - name: |2-\n            a\n        - name: b\n          body: |1\n             lead\n',
  // A comment behind an indicator.
  'sources:\n  - name: shop\n    description: |-   # why\n      text # no comment\n      - no list\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n',
  // Plain and quoted texts over several lines.
  'sources:\n  - name: shop\n    description: a plain\n      text of\n      lines   # done\n    type: rest_api\n    rest_api:\n      base_url: "https://\n        a.b"\n      resources:\n        - name: \'a\n\n            b\'\n',
  // Anchors and aliases.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: &url https://a.b\n      headers: &h\n        X-A: "1"   # one\n      resources:\n        - name: a\n          headers: *h\n          endpoint: *url\n        - &b\n          name: b\n',
  // Merge keys.
  'defaults: &d\n  primary_key: id   # theirs\n  params: { limit: 5 }\nsources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - <<: *d\n          name: a\n        - name: b\n          <<: [ *d ]\n          params:\n            page: 1\n',
  // Tags.
  'sources:\n  - name: !!str shop\n    type: rest_api\n    rest_api: !!map\n      base_url: https://a.b\n      rate_limit: !!int 5\n      resources: !!seq\n        - name: a\n',
  // A document marker, a directive, and an end.
  '%YAML 1.2\n---\n# doc\nsources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n...\n',
  '--- # begins\nversion: 1\nsources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources: [{ name: a }]\n',
  // Without an end of line at the end.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          endpoint: /last',
  // Blank lines and blanks at line ends.
  '\n\nsources:  \n\n  - name: shop  \n\n    type: rest_api\n\n    rest_api:\n\n      base_url: https://a.b  \n\n      resources:\n\n        - name: a\n\n\n        - name: b\n\n\n',
  // The dash alone in its line.
  'sources:\n  -\n    name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        -\n          name: a\n        - # b\n          name: b\n',
  // Values below their keys.
  'sources:\n  - name:\n      shop\n    type: rest_api\n    rest_api:\n      base_url:\n        https://a.b\n      rate_limit:\n        # polite\n        5\n      resources:\n        - name: a\n          primary_key:\n            [id]\n',
  // Numbers as nobody else writes them.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      rate_limit: 1.50\n      concurrency: 0x10\n      resources:\n        - name: a\n          params: { limit: +5, big: 1e3, zero: 007, id: 9007199254740993 }\n',
  // Nothing, written in five ways.
  'sources:\n  - name: shop\n    description: ~\n    tags: []\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      headers: {}\n      auth: null\n      pagination:\n      resources:\n        - name: a\n          params: { x: , y: ~ }\n',
  // Words that look like something else.
  'sources:\n  - name: shop\n    description: "yes"\n    tags: ["no", "null", "1", on]\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: "true"\n          params: { a: "5", b: 2024-01-01, c: "2024-01-01", d: 12:30 }\n',
  // Placeholders and braces.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: "${BASE}"\n      auth: { type: bearer, token: "${TOKEN}" }\n      resources:\n        - name: a\n        - name: b\n          endpoint: "/a/{resources.a.id}/b?x={incremental.start_value}"\n',
  // Texts with hashes, colons and brackets.
  'sources:\n  - name: shop\n    description: a#b c:d [e] {f}\n    type: rest_api\n    rest_api:\n      base_url: https://a.b/#part\n      resources:\n        - name: a\n          endpoint: /a?x[]=1&y={z}   # odd\n          data_selector: $.data[?(@.a=="b")]\n',
  // Tabs in values and before comments.
  'sources:\n  - name: shop\t# tab\n    description: "a\tb"\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\t\t# tabs\n      resources:\n        - name: a\n          body: |\n            x\ty\n            \tlead\n',
  // Letters of other scripts, and beyond the first plane.
  'sources:\n  - name: shop\n    description: Käse, 寿司 🍡 café   # ☕\n    tags: [ä, "🍡"]\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: 寿司\n        - { name: "🍡", endpoint: /🍡 }\n',
  // A mark at the beginning of the file.
  '\uFEFFversion: 1\nsources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n',
  // Keys with a question mark.
  'sources:\n  - ? name\n    : shop\n    type: rest_api\n    rest_api:\n      ? base_url\n      : https://a.b\n      resources:\n        - name: a\n',
  // Lists in lists, and a mapping behind two dashes.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          form:\n            - - x\n              - 1\n            - [y, 2]\n        - name: b\n',
  // Steps and rules.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          steps:\n            # first\n            - remove: [x, y.z]   # gone\n            - rename:\n                a: b\n\n            # then\n            - filter: { field: kind, value: [1, 2] }\n          responses:\n            - status: 404\n              action: ignore\n',
  // The same comment again and again, and one that is commented YAML.
  'sources:\n  # x\n  - name: shop\n    # x\n    type: rest_api\n    # x\n    rest_api:\n      # x\n      base_url: https://a.b\n      # auth:\n      #   type: bearer\n      resources:\n        # x\n        - name: a\n          # x\n        # x\n        - name: b\n',
  // Comments less deep than what they are in.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n# shallow\n      base_url: https://a.b\n  # a bit\n      resources:\n# none\n        - name: a\n      # odd\n        - name: b\n',
  // Two sources, the second one first.
  'sources:\n  - type: rest_api\n    rest_api: { base_url: https://c.d, resources: [ { name: z } ] }\n    name: other\n\n  # shop\n  - rest_api:\n      resources:\n        - endpoint: /a\n          name: a\n      base_url: https://a.b\n    type: rest_api\n    name: shop\n',
  // Unknown keys around.
  'x-owner: me   # mine\nversion: "1"\nsources:\n  - name: shop\n    x-note: [1, { deep: true }]\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          x: { y: z }\nx-end: true\n',
  // A single long line.
  `sources:\n  - name: shop\n    description: ${'word '.repeat(60)}end\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          endpoint: "/${'x'.repeat(200)}"\n`,
  // JSON is YAML.
  '{\n  "version": 1,\n  "sources": [\n    {\n      "name": "shop",\n      "type": "rest_api",\n      "rest_api": {\n        "base_url": "https://a.b",\n        "resources": [ { "name": "a", "params": { "limit": 10 } } ]\n      }\n    }\n  ]\n}\n',
  // Deep mappings in brackets inside of lines.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      pagination: {type: page_number, param: "p", start: 0}   # zero\n      resources:\n        - name: a\n          incremental: { cursor_path: a.b, initial_value: "2024-01-01" , lag: 5 }\n          columns: { a.b: { data_type: bigint }, "c d": { nullable: false } }\n',
  // A key with a colon, a number as key.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      headers:\n        "X:Y": z\n        7: seven\n        "": empty\n      resources:\n        - name: a\n',
  // An anchor before lines, used above its own neighbour.
  'sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: a\n          pagination: &p\n            type: offset\n            limit: 5   # five\n        - name: b\n          pagination: *p\n        - { name: c, pagination: *p }\n',
];
