/** Made at its first use: most texts are plain. */
let segmenter: Intl.Segmenter | undefined;
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6])/u;
// oxlint-disable-next-line no-control-regex -- only plain text takes one cell per character
const plain = /^[\u0020-\u007e]*$/;

/** How many cells of a terminal a text takes. East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const segment of graphemesOf(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Cuts a text to a number of cells, with `…` in place of what is missing. */
export function shorten(text: string, maxWidth: number): string {
  if (displayWidth(text) <= maxWidth) return text;
  let kept = '';
  let width = 0;
  for (const segment of graphemesOf(text)) {
    width += displayWidth(segment);
    if (width > maxWidth - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function* graphemesOf(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}
