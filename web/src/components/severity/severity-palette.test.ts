import { describe, expect, it } from 'vitest';
import { severities } from './severity.ts';
import { severityPalette, severitySurface, severityVariables } from './severity-palette.ts';

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrastRatio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it('computes the contrast of black on white as the specification does', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 1);
});

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  it.each(severities)('%s: text on its tint is readable (4.5:1)', (severity) => {
    const { tint, text } = severityPalette[scheme][severity];
    expect(contrastRatio(text, tint)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(severities)('%s: bars stand out from the surface (3:1)', (severity) => {
    expect(contrastRatio(severityPalette[scheme][severity].solid, severitySurface[scheme])).toBeGreaterThanOrEqual(3);
  });

  it('becomes CSS variables, three for each severity', () => {
    expect(Object.keys(severityVariables(scheme))).toHaveLength(severities.length * 3);
  });
});
