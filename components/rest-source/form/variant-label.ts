import { fieldLabel } from './field-label.ts';

const labels: Readonly<Record<string, string>> = {
  bearer: 'Bearer token',
  api_key: 'API key',
  http_basic: 'User name and password',
  oauth2_client_credentials: 'OAuth 2: client credentials',
  oauth2_refresh_token: 'OAuth 2: refresh token',
  oauth2_password: 'OAuth 2: user name and password',
  oauth2_authorization_code: 'OAuth 2: sign-in in the browser',
  login: 'Login request',
  none: 'None',
  auto: 'Automatic',
  json_link: 'Next URL in the response',
  header_link: 'Next URL in the Link header',
  cursor: 'Cursor in the response',
  header_cursor: 'Cursor in a header',
  page_number: 'Page number',
  offset: 'Offset and limit',
};

/** A type of authentication or paging, as a form says it. */
export function variantLabel(type: string): string {
  return labels[type] ?? fieldLabel(type);
}
