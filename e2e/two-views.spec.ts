import { expect, test } from './support/dango.ts';
import { onDisk, open, save, text, yamlOf } from './support/open-shop.ts';

test.use({ startsAt: 'nowhere' });

test('one history undoes and redoes what was typed in the YAML and chosen in the form', async ({ page, dango }) => {
  await open(page, dango);
  const yaml = page.locator('.monaco-editor .view-lines').first();
  await yaml.getByText('/users', { exact: true }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('/all');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await page.getByRole('button', { name: 'Settings of orders' }).click();
  await page.getByLabel('Rate limit').press('End');
  await page.getByLabel('Rate limit').pressSequentially('57');
  await expect(page.getByLabel('Rate limit')).toHaveValue('257');
  await expect(yaml).toContainText('257');

  // The form again: its letters are one step, wherever the keys are pressed.
  await page.getByRole('button', { name: 'Settings of orders' }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Rate limit')).toHaveValue('2');
  await expect(page.getByLabel('Rate limit')).toBeFocused();
  await expect(yaml).toContainText('/users/all');
  await page.keyboard.press('Control+z');
  await expect(yaml).not.toContainText('/users/all');
  await expect(yamlOf(page)).toBeFocused();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');

  // In the editor, whose own history knows nothing of the form. Typing may stop on either side of its view.
  await page.keyboard.press('Control+Shift+z');
  await expect(yaml).toContainText('/users/all');
  await page.getByRole('radiogroup', { name: 'Layout' }).getByText('Form').click();
  await expect(yamlOf(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByLabel('Rate limit')).toHaveValue('257');
  await expect(page.getByLabel('Rate limit')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('the field of the line that the cursor is in is opened and marked, and the other way round', async ({
  page,
  dango,
}) => {
  await open(page, dango, text.replace('endpoint: /users', 'incremental: { cursor_path: changed }'));
  await page.getByText('cursor_path', { exact: false }).first().click();
  const field = page.getByLabel('Cursor path');
  await expect(field).toBeVisible();
  await expect(field).toHaveValue('changed');
  await expect(page.locator('[data-lit]').filter({ has: field })).toBeVisible();
  await expect(yamlOf(page)).toBeFocused();
  await page.getByLabel('Base URL').focus();
  await expect(page.locator('[data-lit]')).toHaveCount(0);
  await expect(page.locator('.monaco-editor [class*="marked"]')).toHaveCount(1);
});

test('what the form has no field for is changed there as YAML, and stays as it is written', async ({ page, dango }) => {
  const rules = `responses:
            # Gone is gone.
            - { status: 404, action: ignore }   # quiet
          write_disposition:   # all of it
            disposition: replace`;
  const written = text.replace('endpoint: /users', rules);
  await open(page, dango, written, 'form');
  await page.getByRole('button', { name: 'Settings of users' }).click();
  const responses = page.getByRole('textbox', { name: 'Responses', exact: true });
  await expect(responses).toHaveValue('- { status: 404, action: ignore }   # quiet');
  await responses.fill('- { status: 404, action: ignore');
  await expect(responses).toHaveAccessibleDescription(/does not fit/);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await responses.fill('- { status: 410, action: ignore }   # quiet\n- status: 403\n  action: fail');
  await expect(responses).not.toHaveAccessibleDescription(/does not fit/);
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(onDisk(dango)).toBe(
    written.replace(
      '- { status: 404, action: ignore }   # quiet',
      '- { status: 410, action: ignore }   # quiet\n            - status: 403\n              action: fail',
    ),
  );
});

test('a source that is renamed in the YAML keeps its form, and its page goes along when it is saved', async ({
  page,
  dango,
}) => {
  await open(page, dango);
  await page.locator('.monaco-editor .view-lines').first().getByText('shop', { exact: true }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('s');
  await page.getByLabel('Rate limit').fill('3');
  await save(page);
  await expect(page).toHaveURL(/\/sources\/shops\?/);
  await expect(page.getByRole('heading', { level: 1, name: 'shops' })).toBeVisible();
  await expect(page.getByLabel('Rate limit')).toHaveValue('3');
  expect(onDisk(dango)).toBe(text.replace('name: shop\n', 'name: shops\n').replace('rate_limit: 2', 'rate_limit: 3'));
});
