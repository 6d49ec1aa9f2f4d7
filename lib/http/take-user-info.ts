import { encodeBasic } from './basic-authenticator.ts';

/**
 * Removes user name and password from an address, where HTTP has no place for them, and returns the Basic header
 * that says the same; no header when there are none.
 */
export function takeUserInfo(url: URL): Record<string, string> {
  const { username, password } = url;
  if (username === '' && password === '') return {};
  url.username = '';
  url.password = '';
  return { authorization: `Basic ${encodeBasic(decode(username), decode(password))}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
