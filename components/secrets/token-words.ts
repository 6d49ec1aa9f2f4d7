import type { OAuthAccess } from '#lib/index.ts';

/** What is said of a token. */
export interface TokenWords {
  readonly text: string;
  /** good: requests will be let in. act: a person has to do something. quiet: there is nothing to know. */
  readonly tone: 'good' | 'act' | 'quiet';
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Whether a token is kept, until when it is good, and what happens then. */
export function tokenWords({ type, isLasting, token }: OAuthAccess, nowMs: number): TokenWords {
  if (!isLasting) return { text: 'A token is fetched for each run, and none is kept.', tone: 'quiet' };
  const needsPerson = type === 'oauth2_authorization_code';
  if (token === undefined) {
    return needsPerson
      ? { text: 'Not connected: nobody has allowed the access yet.', tone: 'act' }
      : { text: 'No token is kept yet. The first request fetches one.', tone: 'quiet' };
  }
  const isRenewable = token.isRenewable || !needsPerson;
  if (token.expiresAt === undefined) return { text: 'A token is kept; it has no known end.', tone: 'good' };
  const end = moment.format(new Date(token.expiresAt));
  const isOver = Date.parse(token.expiresAt) <= nowMs;
  if (isRenewable) {
    const text = isOver ? `The token ran out on ${end}` : `The token is good until ${end}`;
    return { text: `${text}. It is renewed by itself.`, tone: 'good' };
  }
  return isOver
    ? {
        text: `The access ran out on ${end}, and the provider gave nothing to renew it with. Connect again.`,
        tone: 'act',
      }
    : { text: `The access is good until ${end}. Then it has to be allowed again.`, tone: 'good' };
}
