import type { TemplateValues } from './source-templates.ts';
import { endpointValues, quoted, type WrittenTemplate } from './written-template.ts';

/** Customers, charges, invoices, subscriptions, balance transactions and events of Stripe. */
export function restStripe(name: string, values: TemplateValues): WrittenTemplate {
  const { baseUrl } = endpointValues({ ...values, baseUrl: values.baseUrl?.trim() || 'https://api.stripe.com/v1' });
  return {
    yaml: `name: ${name}
type: rest_api
enabled: true
description: Customers, charges, invoices and more of Stripe
rest_api:
  base_url: ${quoted(baseUrl)}
  # A restricted key that may read: dango secrets set STRIPE_API_KEY
  auth:
    type: bearer
    token: "\${STRIPE_API_KEY}"
  headers:
    # Fields keep their meaning until you change this.
    Stripe-Version: "2025-06-30.basil"
  # Live mode allows 100 requests a second, test mode 25.
  rate_limit: 25
  # Newest first. The id of the last record leads to the next page, as long as has_more says that there is one.
  pagination:
    type: cursor
    cursor_from: last_record
    cursor_path: id
    param: starting_after
    has_more_path: has_more
  resource_defaults:
    data_selector: data
    params:
      limit: 100
    primary_key: id
  resources:
    # Stripe lists by the instant of creation only, so what may change at any time is read whole with every sync.
    - name: customers
      endpoint: /customers

    - name: subscriptions
      endpoint: /subscriptions
      params:
        status: all

    # What was created since the last sync. Charges and invoices still change (refunds, payments): the last 30 days come
    # again with every sync and replace their rows.
    - name: charges
      endpoint: /charges
      params:
        # The customer as an object instead of its id; each level is one more "expand[]".
        "expand[]": [data.customer]
      incremental:
        cursor_path: created
        initial_value: 1704067200
        start_param: "created[gte]"
        row_order: desc
        lag: 2592000
      steps:
        # Seconds since 1970 as an instant, beside the number that the cursor needs.
        - add: { created_at: { expression: "instant(record.created)" } }

    - name: invoices
      endpoint: /invoices
      incremental:
        cursor_path: created
        initial_value: 1704067200
        start_param: "created[gte]"
        row_order: desc
        lag: 2592000

    # These never change.
    - name: balance_transactions
      endpoint: /balance_transactions
      incremental:
        cursor_path: created
        initial_value: 1704067200
        start_param: "created[gte]"
        row_order: desc

    # Every change of any object; Stripe keeps them for 30 days.
    - name: events
      endpoint: /events
      # The object of an event differs from type to type: its fields stay one JSON column.
      max_table_nesting: 0
      incremental:
        cursor_path: created
        initial_value: 1704067200
        start_param: "created[gte]"
        row_order: desc
`,
  };
}
