import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The operating-system user PostgreSQL runs as; undefined means the user of this process. */
export interface OperatingUser {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'nobody', 'daemon'];

/** PostgreSQL refuses to run as root, so root lends it another user that exists (initdb looks the name up). */
export function userForNewCluster(): OperatingUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account && Number(account[2]) > 0) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  return { uid: 65534, gid: 65534 };
}

/** Asked of the kernel, not computed from modes: access lists and mounts have a say too. */
export function mayEnter(folder: string, user: OperatingUser | undefined): boolean {
  if (user === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { cwd: '/', ...user }).status === 0;
}
