import { z } from 'zod';
import { shareHint, sharePattern } from './share.ts';

/** See `sharePattern`. */
export const shareSchema = z.string().regex(sharePattern, shareHint);
