import { expect, type Page } from '@playwright/test';

/** Counts what a person does: each click, each field that is filled in, each key, each text that is typed or pasted. */
export class Actions {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async click(role: 'button' | 'link' | 'radio', name: string | RegExp): Promise<void> {
    this.count += 1;
    await this.#page.getByRole(role, { name, exact: true }).first().click();
  }

  /** Clicks a button of the dialog that is open. */
  async answer(name: string): Promise<void> {
    this.count += 1;
    await this.#page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  }

  /** Clicks a line of an editor. */
  async clickLine(text: string): Promise<void> {
    this.count += 1;
    await this.#page.locator('.monaco-editor .view-line').filter({ hasText: text }).first().click();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    this.count += 1;
    await this.#page.getByLabel(label).fill(text);
  }

  async press(key: string): Promise<void> {
    this.count += 1;
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.count += 1;
    await this.#page.keyboard.type(text);
  }

  /** Pastes into what has the focus, which is an editor, and waits until it is there. */
  async paste(text: string): Promise<void> {
    this.count += 1;
    await this.#page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.#page.evaluate(async (copied) => await navigator.clipboard.writeText(copied), text);
    await this.#page.keyboard.press('ControlOrMeta+V');
    const last = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
    await expect(this.#page.locator('.view-lines').first()).toContainText(last);
  }
}
