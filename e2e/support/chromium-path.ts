import { existsSync } from 'node:fs';

/** Where systems put Chromium or Chrome; first the one without windows, which is quicker. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** An installed Chromium; `DANGO_CHROMIUM` names another one. Undefined: Playwright's own download is used. */
export function chromiumPath(): string | undefined {
  const named = process.env['DANGO_CHROMIUM'];
  return named ?? places.find((place) => existsSync(place));
}
