const folder = 'file:///custom_sources/';

/** The editor's address of a file of custom_sources. */
export function moduleAddress(file: string): string {
  return `${folder}${file}`;
}

/** The file behind an address of the editor; undefined for one that is no module. */
export function moduleOfAddress(address: string): string | undefined {
  return address.startsWith(folder) ? decodeURIComponent(address.slice(folder.length)) : undefined;
}

/** Under which the draft of a file of custom_sources is kept: apart from those of other projects at this address. */
export function moduleDraftKey(project: string, file: string): string {
  return `${project}:custom_sources/${file}`;
}
