/** A browser for the journeys: the one inside an npm package, or the one the machine has. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

/** Some of these the driver sets itself; they are repeated so that nothing depends on its version. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A camera that shows a moving pattern, for whoever scans a code.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** The driver gives every launch a profile folder of its own and removes it. */
export async function startBrowser(): Promise<Browser> {
  const { executablePath, libraries } = (await unpacked()) ?? installed();
  return chromium.launch({
    executablePath,
    args: flags,
    env: {
      ...process.env,
      FONTCONFIG_FILE: fontsConfiguration(),
      ...(libraries && {
        LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      }),
    },
  });
}

interface Program {
  executablePath: string;
  /** Shared libraries that a bare machine lacks. */
  libraries?: string;
}

/**
 * The package unpacks itself into the temporary folder, where another user's copy or a half-written one may lie. So it
 * unpacks in a process of its own into a folder of this project, which appears under its name only when it is whole.
 */
async function unpacked(): Promise<Program | undefined> {
  const packaged = join(projectFolder, 'node_modules/@sparticuz/chromium');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(packaged)) return undefined;
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
  const folder = join(projectFolder, '.cache', `browser-${version}-${userInfo().uid}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') };
}

async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const half = mkdtempSync(`${folder}-`);
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectFolder,
    // The second makes it unpack the shared libraries as well.
    env: { ...process.env, TMPDIR: half, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
  try {
    renameSync(half, folder);
  } catch (error) {
    // Another test file was faster: its copy is as good.
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true });
  }
}

function installed(): Program {
  const places = [
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const executablePath = places.find((place) => place && existsSync(place));
  if (executablePath) return { executablePath };
  throw new Error('The journeys need a browser: install Chrome or Chromium, or name it in CHROME_PATH');
}

/** Chinese letters on a machine that has none; its own fonts stay out, so that pages look the same everywhere. */
function fontsConfiguration(): string {
  const fonts = join(projectFolder, 'node_modules/@expo-google-fonts/noto-sans-sc');
  const folder = join(projectFolder, '.cache', `fonts-${userInfo().uid}`);
  const file = join(folder, 'fonts.conf');
  mkdirSync(folder, { recursive: true });
  const written = `${file}-${process.pid}`;
  writeFileSync(
    written,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}/400Regular</dir>
  <dir>${fonts}/700Bold</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`,
  );
  renameSync(written, file);
  return file;
}
