import { styleText } from 'node:util';

import type { OutputStream, Terminal } from '../terminal.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text if it is meant for a person who wants colours. */
export type Painter = (style: Style, text: string) => string;

/** Colours only on a terminal, never with NO_COLOR or a dumb terminal, always with FORCE_COLOR. */
export function createPainter(stream: OutputStream, env: Terminal['env']): Painter {
  const isForced = (env['FORCE_COLOR'] ?? '0') !== '0';
  const isRefused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const hasColours = isForced || (stream.isTTY === true && !isRefused);
  return hasColours ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}
