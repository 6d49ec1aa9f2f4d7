/** Something that an editor can offer at a cursor. */
export interface YamlCompletion {
  readonly label: string;
  /** Lines below the first are indented from the indentation of the line that the cursor is in. */
  readonly insertText: string;
  /** Whether `insertText` has fields to fill in: `${1:name}`, `${1|one,two|}`. */
  readonly isSnippet: boolean;
  /** One short line, such as `text, required`. */
  readonly detail: string;
  readonly documentation: string;
  /** What is replaced. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'property' | 'value' | 'reference';
}
