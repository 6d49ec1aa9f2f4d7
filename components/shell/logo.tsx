/** Three balls on a stick. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M27.5 4.5 4.5 27.5" stroke="#9a7b4f" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="23" cy="9" r="5.2" fill="#f08ba4" />
      <circle cx="16" cy="16" r="5.2" fill="#fff4dc" stroke="#e3cfa5" />
      <circle cx="9" cy="23" r="5.2" fill="#6faa6b" />
    </svg>
  );
}
