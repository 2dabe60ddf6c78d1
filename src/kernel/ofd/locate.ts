/**
 * Where a path that stands in a file of the package leads. Absolute paths begin with a slash; others start from the
 * folder of the file they stand in (GB/T 33190 §7.3). Some writers mistake the case of a folder's name.
 */

export interface Found {
  path: string;
  /** The package has the file under a name that differs in case. */
  otherCase: boolean;
}

/**
 * From the folder of the file `from`, or, for a path from the root that lacks its slash, from there. `undefined` when the
 * path leads out of the package or no file is there.
 */
export function locate(paths: PathIndex, location: string, from: string): Found | undefined {
  if (location === '') return undefined;
  return locateFrom(paths, location, from) ?? locateFrom(paths, location, '');
}

function locateFrom(paths: PathIndex, location: string, from: string): Found | undefined {
  const path = resolvePath(location, from);
  if (path === undefined) return undefined;
  if (paths.has(path)) return { path, otherCase: false };
  const other = paths.inAnyCase(path);
  return other === undefined ? undefined : { path: other, otherCase: true };
}

/** Without a leading slash. */
function resolvePath(location: string, from: string): string | undefined {
  const isAbsolute = location.startsWith('/');
  const steps = isAbsolute ? [] : from.split('/').slice(0, -1);
  for (const step of location.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/') || undefined;
}

export interface PathIndex {
  has(path: string): boolean;
  inAnyCase(path: string): string | undefined;
}

export function indexPaths(paths: Iterable<string>): PathIndex {
  const exact = new Set(paths);
  const folded = new Map<string, string>();
  for (const path of exact) folded.set(path.toLowerCase(), path);
  return { has: (path) => exact.has(path), inAnyCase: (path) => folded.get(path.toLowerCase()) };
}
