import type { Auth } from '../auth.ts';
import { isSameJson } from '../same-json.ts';
import { call, other, type Code } from './code.ts';
import type { ValueWriter } from './value-writer.ts';

const usualPlace = { location: 'header', name: 'Authorization', prefix: 'Bearer' };

/** `bearer(token)` and the like; null for "none". Credentials of type oauth2_authorization_code have been refused before. */
export function writeAuth(auth: Auth, writer: ValueWriter): Code {
  switch (auth.type) {
    case 'none':
      return other('null');
    case 'bearer': {
      const { token, prefix } = auth;
      const options = prefix === undefined ? [] : [writer.json({ prefix })];
      return call(writer.sdk('bearer'), [writer.text(token), ...options]);
    }
    case 'api_key': {
      const { type: _, ...options } = auth;
      return call(writer.sdk('apiKey'), [writer.json(options)]);
    }
    case 'http_basic':
      return call(writer.sdk('httpBasic'), [writer.text(auth.username), writer.text(auth.password)]);
    case 'login':
      return withOptions('login', auth, writer);
    case 'oauth2_client_credentials':
      return withOptions('oauth2ClientCredentials', auth, writer);
    case 'oauth2_password':
      return withOptions('oauth2Password', auth, writer);
    case 'oauth2_refresh_token':
      return withOptions('oauth2RefreshToken', auth, writer);
    case 'oauth2_authorization_code':
      return other('null');
  }
}

function withOptions(
  maker: 'login' | 'oauth2ClientCredentials' | 'oauth2Password' | 'oauth2RefreshToken',
  auth: Extract<Auth, { readonly place?: unknown }>,
  writer: ValueWriter,
): Code {
  const { type: _, place, ...options } = auth;
  const isUsual = place === undefined || isSameJson({ ...place }, usualPlace);
  const headers = 'headers' in options ? options.headers : undefined;
  const hasNone = headers !== undefined && Object.keys(headers).length === 0;
  return call(writer.sdk(maker), [
    writer.json({ ...options, ...(hasNone ? { headers: undefined } : {}), ...(isUsual ? {} : { place }) }),
  ]);
}
