/** What a process and its children have cost, from /proc. Linux only; elsewhere the figures stay empty. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** /proc counts in ticks; 100 a second on every Linux this program runs on. */
const msPerTick = 10;

/** CPU of the process, of its children and of the children it has already buried, in milliseconds. */
export function cpuOfFamily(pid) {
  const parent = statOf(pid);
  if (!parent) return Number.NaN;
  const living = processes().flatMap((child) => statOf(child) ?? []);
  const children = living.filter((stat) => stat.parent === pid);
  const ticks = [parent.own, parent.buried, ...children.map((child) => child.own)];
  return ticks.reduce((sum, one) => sum + one, 0) * msPerTick;
}

/** CPU of the process alone, in milliseconds. */
export function cpuOfProcess(pid) {
  return (statOf(pid)?.own ?? Number.NaN) * msPerTick;
}

/** Resident memory in MB. */
export function memoryOf(pid) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8'))?.[1]) / 1024;
}

function processes() {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

function statOf(pid) {
  try {
    // The name in parentheses may hold blanks; what follows it does not.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, buriedUser, buriedSystem] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    );
    return { parent, own: user + system, buried: buriedUser + buriedSystem };
  } catch {
    return undefined;
  }
}
