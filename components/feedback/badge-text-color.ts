/** Text of a light badge in a colour of the theme: dark enough on it by day (4.5:1), light enough by night. */
export function badgeTextColor(color: string): string {
  const dark = `color-mix(in srgb, var(--mantine-color-${color}-9) 65%, black)`;
  return `light-dark(${dark}, var(--mantine-color-${color}-3))`;
}
