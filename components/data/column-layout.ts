/** What a person chose for the columns of a table. */
export interface ColumnLayout {
  /** Hidden or shown against the default. */
  readonly hidden: Readonly<Record<string, boolean>>;
  /** In pixels. */
  readonly widths: Readonly<Record<string, number>>;
}

const nothing: ColumnLayout = { hidden: {}, widths: {} };

/** What this browser remembers of a table; nothing where storage is closed. */
export function loadColumnLayout(dataset: string, table: string): ColumnLayout {
  try {
    const text = localStorage.getItem(keyOf(dataset, table));
    return text === null ? nothing : { ...nothing, ...(JSON.parse(text) as Partial<ColumnLayout>) };
  } catch {
    return nothing;
  }
}

/** Remembers the columns of a table in this browser. */
export function saveColumnLayout(dataset: string, table: string, layout: ColumnLayout): void {
  try {
    localStorage.setItem(keyOf(dataset, table), JSON.stringify(layout));
  } catch {
    // A browser without storage forgets; nothing else is lost.
  }
}

function keyOf(dataset: string, table: string): string {
  return `dango.columns:${JSON.stringify([dataset, table])}`;
}
