/** What a function that yields records or pages of them is made of: the type of one record. */
export type RowOf<Yielded> = Yielded extends readonly (infer Row)[] ? Row : Yielded;
