/**
 * A number for `JSON.stringify` that is printed exactly as given. JavaScript has it since V8 11.4; the type libraries
 * of the compiler do not know it yet.
 */
export const rawJson = (JSON as JSON & { readonly rawJSON: (text: string) => object }).rawJSON;
