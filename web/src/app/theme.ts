import { Alert, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { severityVariables } from '../components/severity/severity-palette.ts';

/** Sea green-blue, the accent of the product. */
const tide: MantineColorsTuple = [
  '#e6f5f8',
  '#cfe9ee',
  '#a0d3dc',
  '#6dbccb',
  '#4aabbd',
  '#2b9bb0',
  '#138a9f',
  '#0a7689',
  '#066577',
  '#044f5e',
];

/** Slate with a trace of blue; 6 is the dimmed text of the light theme, 4.5:1 and more on white and on 0 to 1. */
const gray: MantineColorsTuple = [
  '#f6f8fa',
  '#eef2f5',
  '#e2e8ec',
  '#d2dbe1',
  '#bcc8d0',
  '#8d9ca7',
  '#566671',
  '#425260',
  '#2c3a44',
  '#19242c',
];

/** Night sea: 7 is the page, 6 what lies on it, 2 dimmed text. */
const dark: MantineColorsTuple = [
  '#d6e0e6',
  '#bccad2',
  '#9badb8',
  '#6d8290',
  '#3b4e5a',
  '#2a3b46',
  '#1b2a33',
  '#121e26',
  '#0d171d',
  '#091116',
];

/** Notices in the colours of severities, which are calm and readable in both schemes; Mantine's own are neither. */
const alertTints: Readonly<Record<string, { readonly tint: string; readonly text: string }>> = {
  red: { tint: 'var(--severity-critical-tint)', text: 'var(--severity-critical-text)' },
  yellow: { tint: 'var(--severity-medium-tint)', text: 'var(--severity-medium-text)' },
  green: { tint: 'var(--plimsoll-good-tint)', text: 'var(--plimsoll-good)' },
  tide: { tint: 'var(--severity-low-tint)', text: 'var(--severity-low-text)' },
};

function alertColors(_theme: unknown, { color = 'tide' }: { readonly color?: string | undefined }) {
  const { tint, text } = alertTints[color] ?? {};
  return { root: { '--alert-bg': tint, '--alert-color': text } };
}

/** What opens above a page lies on the surface's colour, and so does its head. */
const raised = {
  content: { background: 'var(--plimsoll-surface)' },
  header: { background: 'var(--plimsoll-surface)' },
  title: { fontWeight: 600 },
};

/** The look of the product: dense, calm, system fonts only. */
export const theme = createTheme({
  colors: { tide, gray, dark },
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'sm',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.1875rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 340 } },
    // As the other marks: no capitals, no letter spacing, and never cut.
    Badge: {
      defaultProps: { tt: 'none', fw: 500, c: 'inherit' },
      styles: {
        root: {
          flex: 'none',
          maxWidth: '100%',
          height: '1.375rem',
          paddingInline: '0.4375rem',
          borderRadius: 3,
          fontSize: '0.75rem',
          letterSpacing: 0,
          verticalAlign: 'middle',
        },
      },
    },
    Button: { defaultProps: { size: 'sm' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Alert: Alert.extend({
      vars: alertColors,
      styles: { label: { color: 'var(--mantine-color-text)' }, message: { overflowWrap: 'anywhere' } },
    }),
    Modal: { defaultProps: { yOffset: '8dvh', closeButtonProps: { 'aria-label': 'Close' }, styles: raised } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, styles: raised } },
  },
});

/** Adds the severity colours, and darker placeholders than Mantine's (4.5:1), to the theme's CSS variables. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...severityVariables('light'),
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-text': '#16222b',
    '--mantine-color-anchor': tide[7],
    '--mantine-color-error': '#b3261e',
    '--plimsoll-surface': '#ffffff',
    '--plimsoll-page': gray[0],
    '--plimsoll-shade': 'rgb(22 34 43 / 28%)',
    '--plimsoll-line': gray[2],
    '--plimsoll-hover': '#eaf4f7',
    '--plimsoll-good': '#0f5c3d',
    '--plimsoll-good-tint': '#ddf3e8',
  },
  dark: {
    ...severityVariables('dark'),
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-anchor': tide[3],
    '--mantine-color-error': '#ff8f85',
    '--plimsoll-surface': '#172630',
    '--plimsoll-page': dark[7],
    '--plimsoll-shade': 'rgb(0 0 0 / 75%)',
    '--plimsoll-line': dark[5],
    '--plimsoll-hover': '#1e323d',
    '--plimsoll-good': '#8fdcb8',
    '--plimsoll-good-tint': '#143b2c',
  },
});
