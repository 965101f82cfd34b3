import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in /proc, on every Linux. */
const ticksPerSecond = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  readonly ofEndedChildren: number;
}

/** Processor time that a process, its children and those of them that have ended have taken, milliseconds. Linux only. */
export function processorMs(pid: number): number {
  const own = timesOf(pid);
  if (own === undefined) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.parent === pid);
  const ticks = own.own + own.ofEndedChildren + children.reduce((sum, times) => sum + (times?.own ?? 0), 0);
  return (ticks * 1000) / ticksPerSecond;
}

/** See proc(5): the fields after the name, which stands in brackets and may hold any character. */
function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, own: user + system, ofEndedChildren: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
