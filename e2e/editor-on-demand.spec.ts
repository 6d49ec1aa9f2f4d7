import { expect, test } from './support/dango.ts';

test.use({ project: 'sample', startsAt: 'nowhere' });

test(
  'the code editor is loaded where there is code to edit, and nowhere else',
  { tag: '@long' },
  async ({ page, dango }) => {
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    const ofEditor = (): string[] => asked.filter((path) => path.startsWith('/monaco/'));
    for (const path of ['/sources', '/sources/new', '/sources/shop?view=form', '/data', '/runs', '/secrets']) {
      await page.goto(dango.url + path, { waitUntil: 'networkidle' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect([path, ofEditor()]).toEqual([path, []]);
    }
    for (const path of ['/sources/shop?view=both', '/sources/shop_custom']) {
      asked.length = 0;
      await page.goto(dango.url + path);
      await expect.poll(() => ofEditor().length).toBeGreaterThan(0);
    }
  },
);
