import type { CSSProperties } from 'react';
import type { Severity } from './severity.ts';

/** Tint and text colour of a severity, from the theme's CSS variables. */
export function severityStyle(severity: Severity): CSSProperties {
  return { background: `var(--severity-${severity}-tint)`, color: `var(--severity-${severity}-text)` };
}
