const dayMs = 86_400_000;
const soonDays = 14;

/** When a token ceases to work, in words, and whether that wants attention. */
export function expiryWords(
  expiresAt: string,
  now: Date,
): { readonly text: string; readonly state: 'fine' | 'soon' | 'over' } {
  const days = Math.ceil((Date.parse(expiresAt) - now.getTime()) / dayMs);
  if (days <= 0) return { text: 'expired', state: 'over' };
  const text = days === 1 ? 'within a day' : days < 60 ? `in ${days} days` : `in ${Math.round(days / 30)} months`;
  return { text, state: days <= soonDays ? 'soon' : 'fine' };
}
