/** A probability from 0 to 1 in per cent: `0.04 %`, `3.2 %`, `97 %`. */
export function formatProbability(probability: number): string {
  const percent = probability * 100;
  if (percent > 99 && percent < 100) return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
  if (percent >= 10) return `${Math.round(percent)} %`;
  if (percent >= 1) return `${percent.toFixed(1)} %`;
  return percent < 0.01 && percent > 0 ? '< 0.01 %' : `${percent.toFixed(2)} %`;
}
