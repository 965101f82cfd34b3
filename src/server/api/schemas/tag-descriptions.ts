/** What the groups of operations are about, in the order in which to read of them. */
export const tagDescriptions: Readonly<Record<string, string>> = {
  session: 'Sign in, sign out, and who is signed in.',
  tokens: 'API tokens, with which programs sign in.',
  status: 'How the service and its advisories are.',
  registries: 'Registries: how they are reached, what of them is scanned, and when.',
  runs: 'Scans of whole registries, and dry runs of their filters.',
  hooks: 'Pushes, as registries tell of them.',
  scans: 'Scans of single images, and the queue.',
  images: 'Images: which there are, what each holds, and what is wrong with it; reports and exports.',
  vulnerabilities: 'Vulnerabilities: what they are, and which images have them.',
  packages: 'Packages: which images hold them.',
  policies: 'Rules that images are to keep, and what they come to.',
  exceptions: 'Risks that are accepted: where, why, and until when.',
  statements: 'VEX documents: what does not affect an image.',
  search: 'Everything that bears a name.',
  views: 'Filters and columns that a user has saved.',
  settings: 'What holds for the whole service.',
};
