/** The Plimsoll line as ships carry it: a circle with a horizontal line through it. Takes the text's colour. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <circle cx="16" cy="16" r="9.5" stroke="currentColor" strokeWidth="2.8" />
      <path d="M1.8 16h28.4" stroke="var(--plimsoll-mark, #4fc3d4)" strokeWidth="2.8" strokeLinecap="round" />
    </svg>
  );
}
