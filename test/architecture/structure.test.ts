import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

const { default: structure }: { default: IConfiguration } = await import(
  join(projectFolder, '.dependency-cruiser.mjs')
);
const { forbidden = [], options } = structure;

async function violationsIn(baseDir: string): Promise<{ rule: string; from: string; to: string }[]> {
  const { output } = await cruise(['src'], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  });
  if (typeof output === 'string') throw new Error(output);
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
}

describe('the structure', () => {
  it('holds in every file', async () => {
    expect(await violationsIn(projectFolder)).toEqual([]);
  });
});

/** What imports are resolved against: three packages, of which one is nobody's declared dependency. */
const surroundings: Record<string, string> = {
  'package.json': '{"name":"seeded","type":"module","dependencies":{"typebox":"1.0.0","pg":"8.0.0"}}',
  'tsconfig.json': '{"compilerOptions":{"module":"ESNext","moduleResolution":"bundler"}}',
  ...Object.fromEntries(
    ['typebox', 'pg', 'mime-db'].flatMap((name) => [
      [
        `node_modules/${name}/package.json`,
        `{"name":"${name}","version":"1.0.0","type":"module","main":"main.js"}`,
      ],
      [`node_modules/${name}/main.js`, 'export default {};'],
    ]),
  ),
};

const good: Record<string, string> = {
  'src/kernel/step.ts': `import Type from 'typebox';\nexport const step = Type.String();`,
  'src/platform/send.ts': `import { step } from '../kernel/step.ts';\nexport const send = step;`,
  'src/capabilities/complaints/public.ts': `import { send } from '../../platform/send.ts';\nexport const file = send;`,
  'src/capabilities/complaints/answers.ts': `export const answers = 1;\nexport type Answer = number;`,
  'src/web/portal/home.ts': `import { file } from '../../capabilities/complaints/public.ts';\nexport const home = file;`,
  'src/web/desk/main.ts': `import type { Answer } from '../../capabilities/complaints/answers.ts';\nexport const one: Answer = 1;`,
  'src/web/kit/light.ts': `import { step } from '../../kernel/step.ts';\nexport const light = step;`,
  'src/main.ts': `import { home } from './web/portal/home.ts';\nexport const main = home;`,
  'src/kernel/step.fixture.ts': 'export const imagined = 1;',
};

/** Each rule broken once: rule → the file that breaks it. */
const breaches: Record<string, Record<string, string>> = {
  'kernel-is-pure': {
    'src/kernel/now.ts': `import { readFileSync } from 'node:fs';\nexport const now = readFileSync;`,
  },
  'platform-knows-no-business': {
    'src/platform/list.ts': `import { file } from '../capabilities/complaints/public.ts';\nexport const list = file;`,
  },
  'capability-by-its-door': {
    'src/capabilities/hall/queue.ts': `import { answers } from '../complaints/answers.ts';\nexport const queue = answers;`,
  },
  'capability-by-its-door-from-outside': {
    'src/web/portal/answer.ts': `import { answers } from '../../capabilities/complaints/answers.ts';\nexport const answer = answers;`,
  },
  'capability-below-the-shells': {
    'src/capabilities/hall/page.ts': `import { home } from '../../web/portal/home.ts';\nexport const page = home;`,
  },
  'rules-see-the-kernel-only': {
    'src/capabilities/hall/clocks.ts': `import pg from 'pg';\nexport const clocks = pg;`,
  },
  'rules-reach-no-platform': {
    'src/capabilities/hall/intake-steps.ts': `import { words } from './words.ts';\nexport const steps = words;`,
    'src/capabilities/hall/words.ts': `import { send } from '../../platform/send.ts';\nexport const words = send;`,
  },
  'kit-and-letters-see-the-kernel-only': {
    'src/web/letters/letter.ts': `import type { Answer } from '../../capabilities/complaints/public.ts';\nexport const letter: Answer = 1;`,
  },
  'desk-runs-in-the-browser': {
    'src/web/desk/send.ts': `import { send } from '../../platform/send.ts';\nexport const deskSend = send;`,
  },
  'check-runs-in-the-browser': {
    'src/web/check/check.ts': `import type { Answer } from '../../capabilities/complaints/answers.ts';\nexport const seen: Answer = 1;`,
  },
  'server-does-not-bundle-the-desk': {
    'src/web/portal/desk.ts': `import { one } from '../desk/main.ts';\nexport const desk = one;`,
  },
  'nobody-imports-an-entry': {
    'src/web/portal/start.ts': `import { main } from '../../main.ts';\nexport const start = main;`,
  },
  'no-cycle': {
    'src/kernel/egg.ts': `import { hen } from './hen.ts';\nexport const egg = () => hen;`,
    'src/kernel/hen.ts': `import { egg } from './egg.ts';\nexport const hen = () => egg;`,
  },
  'no-cycle-of-capabilities': {
    'src/capabilities/seals/public.ts': `export { revoke } from './revoke.ts';\nexport const seal = 1;`,
    'src/capabilities/seals/revoke.ts': `import { contract } from '../contracts/public.ts';\nexport const revoke = contract;`,
    'src/capabilities/contracts/public.ts': `export const contract = 1;`,
    'src/capabilities/contracts/sign.ts': `import { seal } from '../seals/public.ts';\nexport const sign = seal;`,
  },
  'source-needs-no-test': {
    'src/kernel/rule.ts': `import { imagined } from './step.fixture.ts';\nexport const rule = imagined;`,
  },
  'only-what-exists': {
    'src/kernel/lost.ts': `import { gone } from './gone.ts';\nexport const lost = gone;`,
  },
  'only-declared-packages': {
    'src/platform/borrowed.ts': `import mime from 'mime-db';\nexport const borrowed = mime;`,
  },
};

describe('the checker', () => {
  let folder: string;
  let found: Awaited<ReturnType<typeof violationsIn>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mingchuang-structure-'));
    for (const [path, text] of [surroundings, good, ...Object.values(breaches)].flatMap((files) =>
      Object.entries(files),
    )) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    found = await violationsIn(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is tried with a breach of every rule', () => {
    expect(Object.keys(breaches)).toEqual(forbidden.map((rule) => rule.name));
  });

  it.each(Object.entries(breaches))('catches %s', (rule, files) => {
    const culprits = Object.keys(files).flatMap((path) => [path, dirname(path)]);
    expect(found.filter((one) => one.rule === rule && culprits.includes(one.from))).not.toEqual([]);
  });

  it('says nothing against what is allowed', () => {
    const allowed = Object.keys(good).filter((path) => path !== 'src/main.ts');
    expect(found.filter((one) => allowed.includes(one.from))).toEqual([]);
  });
});

/** Words that say nothing about what a file is for (docs/glossary.md holds those that do). */
const empty =
  /(^|[-.])(utils?|helpers?|common|misc|shared|managers?|services?|base|dto|impl)([-.]|$)|^index\.tsx?$/;

describe('file names', () => {
  const names = ['src', 'test', 'tools', 'migrations'].flatMap((root) =>
    readdirSync(join(projectFolder, root), { recursive: true, withFileTypes: true }).map((entry) =>
      join(entry.parentPath, entry.name).slice(projectFolder.length + 1),
    ),
  );
  const lastOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

  it('are whole words in kebab-case', () => {
    expect(names.filter((path) => !/^[a-z0-9]+([-_.][a-z0-9]+)*$/.test(lastOf(path)))).toEqual([]);
  });

  it('say what the file is for', () => {
    expect(names.filter((path) => empty.test(lastOf(path)))).toEqual([]);
  });
});
