import { type Severity, severities } from './severity.ts';

type Scheme = 'light' | 'dark';

/** Colours of one severity: tint behind text, the text on it, and the solid used in bars. */
export interface SeverityColors {
  readonly tint: string;
  readonly text: string;
  readonly solid: string;
}

/** Text on tint is at least 4.5:1 in both schemes, solid on the surface at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export const severityPalette: Readonly<Record<Scheme, Readonly<Record<Severity, SeverityColors>>>> = {
  light: {
    critical: { tint: '#fbe0e6', text: '#8f0b34', solid: '#b0123f' },
    high: { tint: '#fde6dc', text: '#97300a', solid: '#d1480f' },
    medium: { tint: '#fdf0cf', text: '#744c00', solid: '#a96f00' },
    low: { tint: '#e2eefb', text: '#1b4f86', solid: '#3a78bd' },
    negligible: { tint: '#e9eef1', text: '#475763', solid: '#748591' },
    unknown: { tint: '#ece8f6', text: '#554286', solid: '#7d68b3' },
  },
  dark: {
    critical: { tint: '#4f1528', text: '#ffb9c9', solid: '#f0517c' },
    high: { tint: '#4b2414', text: '#ffc0a3', solid: '#f2793f' },
    medium: { tint: '#423310', text: '#f4d48b', solid: '#d9a53a' },
    low: { tint: '#17344f', text: '#a9d0f6', solid: '#5a9fe0' },
    negligible: { tint: '#283740', text: '#bccad2', solid: '#7f929d' },
    unknown: { tint: '#332b4b', text: '#cfc2f2', solid: '#9c88d4' },
  },
};

/** Surfaces that severity colours lie on. */
export const severitySurface: Readonly<Record<Scheme, string>> = { light: '#ffffff', dark: '#172630' };

/** The palette of a scheme as CSS custom properties: `--severity-high-tint`, `-text`, `-solid`. */
export function severityVariables(scheme: Scheme): Record<string, string> {
  return Object.fromEntries(
    severities.flatMap((severity) => {
      const { tint, text, solid } = severityPalette[scheme][severity];
      return [
        [`--severity-${severity}-tint`, tint],
        [`--severity-${severity}-text`, text],
        [`--severity-${severity}-solid`, solid],
      ];
    }),
  );
}
