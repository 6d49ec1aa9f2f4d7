import { expect, test } from './support/dango.ts';

test('a visitor without the link is asked to sign in, and the token opens the door', async ({ dango, browser }) => {
  const stranger = await browser.newPage();
  await stranger.goto(`${dango.url}/sources`);
  await expect(stranger.getByRole('heading', { name: 'Sign in to Dango' })).toBeVisible();
  await stranger.getByLabel('Token or password').fill('a guess');
  await stranger.getByRole('button', { name: 'Sign in' }).click();
  await expect(stranger.getByRole('alert')).toContainText('neither the token nor the password');
  await stranger.getByLabel('Token or password').fill(new URL(dango.link).searchParams.get('token') ?? '');
  await stranger.getByRole('button', { name: 'Sign in' }).click();
  await expect(stranger.getByRole('heading', { name: 'Sources' })).toBeVisible();
  expect(new URL(stranger.url()).pathname).toBe('/sources');
});
