/** Version of this package, as the default user agent tells it. */
export const dangoVersion = '0.1.0';
