/** Milliseconds of processor time that this process has used: unlike those of the clock, they do not grow with what else runs. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
