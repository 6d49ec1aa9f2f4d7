import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  RenderApiModule,
  ScrollApiModule,
]);

/** The grid in the colours of the page; they follow the scheme by themselves. */
export const gridTheme = themeQuartz.withParams({
  backgroundColor: 'var(--dango-surface)',
  foregroundColor: 'var(--mantine-color-text)',
  textColor: 'var(--mantine-color-text)',
  headerBackgroundColor: 'var(--dango-sunken)',
  headerTextColor: 'var(--mantine-color-text)',
  borderColor: 'var(--dango-line)',
  accentColor: 'var(--mantine-primary-color-filled)',
  rowHoverColor: 'var(--dango-sunken)',
  oddRowBackgroundColor: 'var(--dango-surface)',
  browserColorScheme: 'inherit',
  fontFamily: 'inherit',
  fontSize: 13,
  cellHorizontalPadding: 12,
  rowHeight: 32,
  headerHeight: 48,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});
