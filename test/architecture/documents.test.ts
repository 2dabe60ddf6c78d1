import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

const filesUnder = (folder: string) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(folder, path),
  );

const documents = [
  'README.md',
  'README.zh-CN.md',
  ...filesUnder('docs').filter((path) => path.endsWith('.md')),
];
const textOf = (path: string) => readFileSync(join(projectFolder, path), 'utf8');

it.each(documents)('%s: every link leads somewhere', (path) => {
  const links = [...textOf(path).matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
  const lost = links.filter(
    (target) => !/^https?:/.test(target) && !existsSync(join(projectFolder, dirname(path), target)),
  );
  expect(lost).toEqual([]);
});

it.each(documents)('%s: every file it speaks of is there', (path) => {
  const named = [...textOf(path).matchAll(/`((?:src|test|tools|docs|migrations)\/[^`*<>…\s]+)`/g)];
  expect(named.map(([, file = '']) => file).filter((file) => !existsSync(join(projectFolder, file)))).toEqual(
    [],
  );
});

it('decisions are numbered once and all listed', () => {
  const decisions = filesUnder('docs/decisions').filter((path) => !path.endsWith('README.md'));
  const numbers = decisions.map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? path);
  expect(numbers).toEqual([...new Set(numbers)]);
  const list = textOf('docs/decisions/README.md');
  expect(decisions.filter((path) => !list.includes(`](${path.slice(path.lastIndexOf('/') + 1)})`))).toEqual(
    [],
  );
});

it('every how-to is linked from both readmes', () => {
  const guides = filesUnder('docs/how-to');
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    expect(guides.filter((path) => !textOf(readme).includes(path))).toEqual([]);
  }
});

it('pictures are small', () => {
  expect(
    filesUnder('docs/pictures').filter((path) => statSync(join(projectFolder, path)).size > 200_000),
  ).toEqual([]);
});
