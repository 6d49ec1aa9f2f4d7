/** What the sample API accepts. Sample data: it protects nothing. */
export const credentials = {
  token: 'sample-token',
  apiKey: 'sample-key',
  username: 'sample-user',
  password: 'sample-password',
  clientId: 'sample-client',
  clientSecret: 'sample-client-secret',
} as const;
