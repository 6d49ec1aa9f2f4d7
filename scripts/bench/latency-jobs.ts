/** A list of many pages with a total. */
export const pagesBy = (concurrency: number): string =>
  `- { name: records, endpoint: /offset, data_selector: data, primary_key: id, write_disposition: replace,
    pagination: { type: offset, total_path: total, concurrency: ${concurrency} } }`;

/** A resource that is read for each record of another one. */
export const childrenBy = (concurrency: number): string => `- { name: parents, endpoint: /parents, data_selector: data,
    primary_key: id, write_disposition: replace, pagination: single_page }
- { name: children, endpoint: "/children/{resources.parents.id}", data_selector: data, write_disposition: replace,
    pagination: single_page, concurrency: ${concurrency} }`;
