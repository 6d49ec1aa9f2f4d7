import { afterAll } from 'vitest';
import { endAll } from './end-after-file.ts';

// Runs before each test file.
afterAll(endAll);
