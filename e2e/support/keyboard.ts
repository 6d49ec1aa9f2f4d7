import { expect, type Locator, type Page } from '@playwright/test';

/** A person without a mouse. At each stop of Tab the focus is on something that can be seen. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Tabs on until the control has the focus. */
  async tabTo(control: Locator, key = 'Tab'): Promise<void> {
    await expect(control).toBeVisible();
    for (let stops = 0; stops < 60; stops += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.#page.keyboard.press(key);
      await this.expectFocus();
    }
    expect(await this.where(), `${String(control)} is reached by ${key}`).toBe('');
  }

  /** Somewhere on the page, where it can be seen. */
  async expectFocus(): Promise<void> {
    await expect.poll(async () => await this.where()).not.toMatch(/^(nowhere|unseen)/);
  }

  /** What has the focus, in words for a failure. */
  async where(): Promise<string> {
    return await this.#page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'nowhere';
      const words = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`;
      const { left, right } = element.getBoundingClientRect();
      // The field of the code editor has no size of its own; the editor shows the cursor. A radio is seen by its label.
      const isSeen =
        right - left > 0 || element.closest('.monaco-editor') !== null || element.matches('[type="radio"]');
      const isMarked = element.matches(':focus-visible') || element.matches('input, textarea, select');
      return isSeen && isMarked ? words : `unseen ${words}`;
    });
  }
}
