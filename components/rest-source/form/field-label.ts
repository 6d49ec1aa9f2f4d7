const labels: Readonly<Record<string, string>> = {
  base_url: 'Base URL',
  auth: 'Type of authentication',
  pagination: 'Type of pagination',
  json: 'JSON body',
  access_token_url: 'Access token URL',
  next_url_path: 'Next URL path',
  api_key: 'API key',
  client_id: 'Client ID',
  params: 'Query parameters',
  param: 'Parameter',
  limit_param: 'Limit parameter',
  start_param: 'Start parameter',
  end_param: 'End parameter',
};

/** The name of a key as a form says it: `rate_limit` is "Rate limit". */
export function fieldLabel(key: string): string {
  const known = labels[key];
  if (known !== undefined) return known;
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
