import { expect, test } from 'vitest';

import { createPainter } from './painter.ts';
import { renderError } from './render-error.ts';

const plain = (_style: string, text: string): string => text;

test('an error says what failed, where, what was found, and the next step', () => {
  const at = { file: '.dango/sources.yml', line: 12, column: 9 };
  const text = renderError(
    {
      code: 'config-invalid',
      message: 'Source "shop" cannot be used.',
      hint: 'Mend it.',
      at,
      details: [{ code: 'config-invalid', message: 'Unknown key "paginaton"', hint: 'Did you mean "pagination"?', at }],
    },
    plain,
  );
  expect(text).toBe(
    [
      'error: Source "shop" cannot be used.',
      '  .dango/sources.yml:12:9',
      '  .dango/sources.yml:12:9  Unknown key "paginaton"',
      '    → Did you mean "pagination"?',
      '  → Mend it.',
      '',
    ].join('\n'),
  );
});

test.each([
  ['on a terminal', { isTTY: true }, {}, true],
  ['in a pipe', { isTTY: false }, {}, false],
  ['with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['on a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ['in a pipe with FORCE_COLOR', { isTTY: false }, { FORCE_COLOR: '1' }, true],
] as const)('colours %s', (_where, stream, env, hasColours) => {
  const paint = createPainter({ ...stream, write: () => true }, env);
  expect(paint('red', 'error:') === 'error:').toBe(!hasColours);
});
