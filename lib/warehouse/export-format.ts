/** A kind of file that rows can be exported to. JSON is one list of objects. */
export type ExportFormat = 'csv' | 'parquet' | 'json';
