import type { Ecosystem } from '../ecosystem.ts';

/** The run-time itself: NuGet refuses it in a project (NU1213); it comes with a newer SDK, or a newer image with the run-time. */
const runtimePack = /^Microsoft\.(?:NETCore|AspNetCore|WindowsDesktop)\.App\.Runtime\./i;

/** NuGet: identifiers are compared without case. */
export const nuget = {
  name: 'nuget',
  displayName: 'NuGet',
  purlType: 'nuget',
  osvName: 'NuGet',
  versionScheme: 'nuget',
  advisoriesName: 'package',
  normaliseName: (name: string) => name.toLowerCase(),
  // Also of SDKs before .NET 10, which know no `dotnet package add`.
  upgradeCommand: ({ name, to }) => (runtimePack.test(name) ? undefined : `dotnet add package ${name} --version ${to}`),
} as const satisfies Ecosystem;
