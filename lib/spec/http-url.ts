/** True for an absolute `http:` or `https:` URL with a host. */
export function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return false;
  return new URL(text).hostname !== '';
}
