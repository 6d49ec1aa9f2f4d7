import type { Mask } from './redact.ts';

const jsonFields = /("[^"]*(?:token|secret|assertion|password|code)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const formFields = /((?:^|&)[^=&]*(?:token|secret|assertion|password|code)[^=&]*=)[^&\s]*/gi;

/** Masks bodies of a token endpoint: its tokens are secret before anything could learn their values. */
export function maskTokenBody(mask: Mask): Mask {
  return (text) => {
    const isJson = /^\s*[[{]/.test(text);
    return mask(isJson ? text.replace(jsonFields, '$1"***"') : text.replace(formFields, '$1***'));
  };
}
