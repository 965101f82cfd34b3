/** Above this, scores are kept in whole percents, below in whole thousandths: a day of EPSS moves nearly every score a little. */
const fineBelow = 0.1;

/**
 * The step of an EPSS score that images are found by: thousandths, rounded down to what people ask for, so that most of a day's changes leave
 * it as it is; -1 where there is no score.
 */
export function epssStep(score: number | undefined): number {
  if (score === undefined || Number.isNaN(score)) return -1;
  // Decimal fractions are a little less in binary: 0.29 * 100 is 28.999…
  const rounded = Math.min(Math.max(score, 0), 1) + 1e-9;
  return rounded < fineBelow ? Math.floor(rounded * 1000) : Math.floor(rounded * 100) * 10;
}
