import { z } from 'zod';
import { sharePattern } from './share.ts';

/** See `sharePattern`. */
export const shareSchema = z.string().regex(sharePattern, 'Write a share, at most 100%: 20%.');
