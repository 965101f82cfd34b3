import type { Ecosystem } from '../ecosystem.ts';

/** NuGet: identifiers are compared without case. */
export const nuget = {
  name: 'nuget',
  displayName: 'NuGet',
  purlType: 'nuget',
  osvName: 'NuGet',
  versionScheme: 'nuget',
  advisoriesName: 'package',
  normaliseName: (name: string) => name.toLowerCase(),
  upgradeCommand: ({ name, to }) => `dotnet add package ${name} --version ${to}`,
} as const satisfies Ecosystem;
