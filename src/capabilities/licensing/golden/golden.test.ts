/**
 * Every version of licensing has a golden file: the shape of its declaration and whole lives, read after each fact. A
 * version that cases have gone by is never edited, so its file never changes; a change of behaviour is a new version, with
 * a file of its own. `WRITE_GOLDEN=2 npm test -- golden` writes the file of a version that no case has gone by yet.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Procedure } from '../../../kernel/procedure/declaration.ts';
import type { ImaginedCase } from '../../../kernel/procedure/imagined-case.fixture.ts';
import { standingFacts } from '../../../kernel/procedure/standing/standing-facts.ts';
import { versionOf } from '../../../kernel/procedure/versions.ts';
import { licensing } from '../licensing.ts';
import { livesOfVersion1 } from './golden-1.fixture.ts';
import { livesOfVersion2 } from './golden-2.fixture.ts';
import { type GoldenLife, goldenLife, readingsOf, shapeOf } from './golden-reading.fixture.ts';

interface GoldenFile {
  declaration: JsonObject;
  lives: GoldenLife[];
}

const fileOf = (version: number) => join(import.meta.dirname, `licensing-${version}.json`);
const livesOf: Record<number, (procedure: Procedure) => Record<string, ImaginedCase>> = {
  1: livesOfVersion1,
  2: livesOfVersion2,
};

const lived = (version: number): GoldenLife[] =>
  Object.entries(livesOf[version]?.(versionOf(licensing, version)) ?? {}).map(([title, made]) =>
    goldenLife(title, made),
  );

const written = Number(process.env.WRITE_GOLDEN);
if (written) {
  const golden = { declaration: shapeOf(versionOf(licensing, written)), lives: lived(written) };
  writeFileSync(fileOf(written), `${JSON.stringify(golden, null, 1)}\n`);
}

it('every version has its file, and every file its version', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
  const versions = Array.from({ length: licensing.version }, (_, at) => at + 1);
  expect(files.sort()).toEqual(versions.map((version) => `licensing-${version}.json`));
});

describe.each(Object.keys(livesOf).map(Number))('licensing@%i', (version) => {
  const golden: GoldenFile = JSON.parse(readFileSync(fileOf(version), 'utf8'));
  const procedure = versionOf(licensing, version);

  it('is declared as it was', () => expect(shapeOf(procedure)).toEqual(golden.declaration));

  it.each(golden.lives.map((life) => [life.title, life] as const))('reads as it did: %s', (_title, life) => {
    expect(readingsOf(procedure, life)).toEqual(life.readings);
  });

  it('goes the same way when it is gone again', () => {
    expect(lived(version).map(({ title, facts }) => ({ title, facts }))).toEqual(
      golden.lives.map(({ title, facts }) => ({ title, facts })),
    );
  });

  it('has every fact it knows in its file', () => {
    const told = new Set(golden.lives.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
    const known = [...Object.keys(procedure.facts), ...(version > 1 ? Object.keys(standingFacts) : [])];
    expect(known.filter((kind) => !told.has(kind))).toEqual([]);
  });
});
