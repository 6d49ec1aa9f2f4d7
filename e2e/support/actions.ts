import type { Page } from '@playwright/test';

/** Counts what a person does: each click, each field that is filled in, each key. */
export class Actions {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async click(role: 'button' | 'link' | 'radio' | 'gridcell', name: string | RegExp): Promise<void> {
    this.count += 1;
    await this.#page.getByRole(role, { name }).first().click();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    this.count += 1;
    await this.#page.getByLabel(label).fill(text);
  }
}
