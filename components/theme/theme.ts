import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The green of the tea that goes with a dango. Shade 8 carries white text at a contrast of 6:1, shade 7 at 5:1. */
const matcha: MantineColorsTuple = [
  '#eef8f1',
  '#dceee2',
  '#b7dcc4',
  '#8fc9a3',
  '#6cb888',
  '#52a873',
  '#3f8f5f',
  '#327b50',
  '#2b6e48',
  '#1c5435',
];

/** Mantine's red, its shade 7 darkened so that white text can be read on it in dark mode too. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#fa5252',
  '#d92c2c',
  '#d42a2a',
  '#c92a2a',
];

export const theme = createTheme({
  primaryColor: 'matcha',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { matcha, red },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Mantine's cross has no name of its own, in dialogs and notifications.
  components: {
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    // What it focuses when it opens is no item of a menu; the first item is as good.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // A title in the colour of the alert is too pale for some of them.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
  },
});
