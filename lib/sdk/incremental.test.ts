import { expect, test } from 'vitest';
import { incremental, type CursorRules } from './incremental.ts';

test.each<[CursorRules & { readonly initialValue?: string | number }, string | undefined]>([
  [{ initialValue: '2024-01-01', window: '30d' }, undefined],
  [{ initialValue: 1, window: 100, endValue: 1000 }, undefined],
  [{ initialValue: '2024-01-01', window: 'a month' }, 'is "a month"'],
  [{ initialValue: '2024-01-01', window: 0 }, 'is 0'],
  [{ window: '30d' }, 'has nowhere to begin'],
  [{ initialValue: 1, window: 100 }, 'of 100 units has no end'],
])('the window of %j', (options, fault) => {
  const make = (): unknown => incremental('at', options);
  if (fault === undefined) expect(make()).toMatchObject({ cursorPath: 'at', ...options });
  else
    expect(make).toThrow(expect.objectContaining({ code: 'module-invalid', message: expect.stringContaining(fault) }));
});
