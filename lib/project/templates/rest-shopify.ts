import type { TemplateValues } from './source-templates.ts';
import { endpointValues, quoted, type WrittenTemplate } from './written-template.ts';

const usualUrl = 'https://YOUR-STORE.myshopify.com/admin/api/2025-07';

/** Orders with their transactions, customers and products of a Shopify store. */
export function restShopify(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl } = endpointValues({ ...values, baseUrl: values.baseUrl?.trim() || usualUrl });
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
description: Orders, transactions, customers and products of a Shopify store
rest_api:
  # Your store, and the version of the API; Shopify keeps each version for a year.
  base_url: ${quoted(baseUrl)}
  # The Admin API access token of a custom app that may read orders, customers and products; all orders, not only those of
  # the last 60 days, need read_all_orders. dango secrets set SHOPIFY_ACCESS_TOKEN
  auth:
    type: api_key
    name: X-Shopify-Access-Token
    api_key: "\${SHOPIFY_ACCESS_TOKEN}"
    location: header
  # A bucket of 40 requests that empties by 2 a second (X-Shopify-Shop-Api-Call-Limit tells how full it is); one that is
  # full answers with 429 and Retry-After, which is waited for. Plus: 20 a second.
  rate_limit: 2
  # The Link header names the next page by its page_info; no other parameter is sent with that.
  pagination: header_link
  resource_defaults:
    params:
      limit: 250
    primary_key: id
  resources:
    - name: orders
      endpoint: /orders.json
      data_selector: orders
      params:
        status: any
        order: updated_at asc
      incremental:
        cursor_path: updated_at
        initial_value: "2024-01-01T00:00:00Z"
        start_param: updated_at_min
        row_order: asc

    # Of each order that came.
    - name: transactions
      endpoint: "/orders/{resources.orders.id}/transactions.json"
      data_selector: transactions
      pagination: single_page
      params:
        limit: null

    - name: customers
      endpoint: /customers.json
      data_selector: customers
      params:
        order: updated_at asc
      incremental:
        cursor_path: updated_at
        initial_value: "2024-01-01T00:00:00Z"
        start_param: updated_at_min
        row_order: asc

    # Variants, options and images become tables of their own.
    - name: products
      endpoint: /products.json
      data_selector: products
      incremental:
        cursor_path: updated_at
        initial_value: "2024-01-01T00:00:00Z"
        start_param: updated_at_min
`,
  };
}
