import * as found from 'node:fs';

export const kept = found;
