import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LetterKind, letterKinds } from '../../src/capabilities/catalogue/item.ts';
import { roles } from '../../src/kernel/actor.ts';
import type { Procedure } from '../../src/kernel/procedure/declaration.ts';
import { standingFacts } from '../../src/kernel/procedure/standing/standing-facts.ts';
import { standingSteps } from '../../src/kernel/procedure/standing/standing-steps.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

const glossary = readFileSync(join(projectFolder, 'docs/glossary.md'), 'utf8');

/** The names in the column *in code* of a section's first table. */
function namesUnder(heading: string): string[] {
  const [section = ''] = glossary.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? [];
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => /`([^`]+)`/.exec(row.split('|')[3] ?? '')?.[1] ?? row)
    .sort();
}

const capabilityFiles = readdirSync(join(projectFolder, 'src/capabilities'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
  .map((path) => join(projectFolder, 'src/capabilities', path));

/** Every procedure a capability declares, found by its type. */
const procedures: Procedure[] = await Promise.all(
  capabilityFiles.flatMap((path) => {
    const name = /export const (\w+): Procedure = \{/.exec(readFileSync(path, 'utf8'))?.[1];
    return name ? [import(path).then((module) => module[name])] : [];
  }),
);

const ruleFilesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
    .map((path) => join(folder, path));

/** Codes that rules answer with, wherever a capability refuses or the kernel writes one. */
const refusals = [
  ...capabilityFiles.map((path) => [path, /refusal\(\s*'([a-z-]+\/[a-z-]+)'/g] as const),
  ...ruleFilesOf(join(projectFolder, 'src/kernel/procedure')).map(
    (path) => [path, /code: '([a-z-]+\/[a-z-]+)'/g] as const,
  ),
].flatMap(([path, pattern]) => [...readFileSync(path, 'utf8').matchAll(pattern)].map((match) => match[1]));

/** Facts that no procedure declares: written where they are made, with the day on which they take effect. */
const otherFacts = capabilityFiles
  .filter((path) => !path.endsWith('-steps.ts'))
  .flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/kind: '([a-z-]+)',\s*effectiveOn/g)].map((match) => match[1]),
  );

const declared: Record<string, readonly (string | undefined)[]> = {
  Roles: roles,
  Statuses: procedures.flatMap(({ headlines }) => Object.keys(headlines)),
  Steps: [
    'file',
    ...[...procedures, { steps: standingSteps }].flatMap(({ steps }) => steps.map(({ name }) => name)),
  ],
  Facts: [...procedures, { facts: standingFacts }].flatMap(({ facts }) => Object.keys(facts)),
  'Facts of other subjects': otherFacts,
  Clocks: procedures.flatMap(({ clocks }) => clocks.map(({ name }) => name)),
  Letters: letterKinds satisfies readonly LetterKind[],
  Refusals: refusals,
};

describe('the glossary', () => {
  it('finds procedures to compare with', () =>
    expect(procedures.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['licensing', 'information-request']),
    ));

  it.each(Object.entries(declared))(
    '%s: has every name that is used, and none that is not',
    (heading, names) => {
      expect(namesUnder(heading)).toEqual([...new Set(names)].sort());
    },
  );
});

/** Style of names: a step is imperative and one thing, a refusal is noun/why; all are lower case with hyphens. */
it.each(Object.entries(declared))('%s are written in lower case with hyphens', (_heading, names) => {
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*(\/[a-z]+(-[a-z]+)*)?$/.test(name ?? ''))).toEqual([]);
});
