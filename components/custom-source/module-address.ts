/** The editor's address of a file of custom_sources. */
export function moduleAddress(file: string): string {
  return `file:///custom_sources/${file}`;
}
