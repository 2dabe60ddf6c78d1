import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { underNewerNode } from './newer-node.ts';

test('an older Node leaves the work to the packaged one, whose exit code counts', () => {
  const project = mkdtempSync(join(tmpdir(), 'mingchuang-node-'));
  try {
    const script = join(project, 'dist', 'cli.js');
    expect(underNewerNode('24.1.0', [script])).toBeUndefined();
    expect(underNewerNode('20.20.2', [script])).toBe(2);
    const folder = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'node'), '#!/bin/sh\n[ "$2" = deadline ] && exit 7\n');
    chmodSync(join(folder, 'node'), 0o755);
    expect(underNewerNode('20.20.2', [script, 'deadline'])).toBe(7);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});
