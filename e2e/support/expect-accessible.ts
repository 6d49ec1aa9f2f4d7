import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const telephone = { width: 390, height: 844 };
const laptop = { width: 1280, height: 720 };
const looks = [
  { colorScheme: 'dark', ...telephone },
  { colorScheme: 'light', ...laptop },
] as const;
/** Those that the short tests leave out. The last look is how the page is left. */
const furtherLooks = [
  { colorScheme: 'light', ...telephone },
  { colorScheme: 'dark', ...laptop },
] as const;

/**
 * Fails with a readable list where the page as it stands breaks a rule of WCAG 2.2 A or AA, or scrolls sideways: dark on
 * a telephone, and light on a laptop, as which it leaves the page. In the long tests it is also looked at the other way round.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const found: string[] = [];
  const isLong = process.env['DANGO_TEST_LONG'] === '1';
  for (const { colorScheme, ...viewport } of isLong ? [...furtherLooks, ...looks] : looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await animationsEnd(page);
    const where = `${colorScheme}, ${viewport.width} pixels wide`;
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${where}: ${id}: ${help}\n  at ${target.join(' ')}\n  ${failureSummary ?? ''}`);
      }
    }
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(overflow) > 0) found.push(`${where}: the page scrolls sideways by ${String(overflow)} pixels`);
  }
  // What else a test finds is told with it.
  expect.soft(found, found.join('\n')).toEqual([]);
}

/** Colours between two schemes are nobody's. */
async function animationsEnd(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
    Promise.allSettled(
      document.getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ).then(() => undefined))`);
}
