import { mkdirSync } from 'node:fs';
import type { Exchange } from '../http/exchange.ts';
import type { ShownExchange } from '../http/shown-exchange.ts';
import { ExchangeLog } from '../loads/exchange-log.ts';

/** Keeps exchanges outside of a load, as `readExchanges` reads them. */
export interface Recording {
  record(exchange: Exchange | ShownExchange): void;
  /** Resolves when everything is in its files. */
  close(): Promise<void>;
}

/** Longest body that is kept, in characters: what is evaluated again must be whole. */
const longestBody = 256 * 1024 * 1024;

/** Makes a folder for exchanges. */
export function openRecording(folder: string): Recording {
  mkdirSync(folder);
  return new ExchangeLog(folder, { longestBody });
}
