/**
 * Builds dist/: the server and the page that checks evidence by rolldown, the desk by vite. Each part remembers the files it was made from, with their
 * digests, and is made again only when one of them changed. An argument names the only part to look at.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const project = join(import.meta.dirname, '..');
const dist = join(project, 'dist');
const always = ['package-lock.json', 'tsconfig.json', 'tools/build.mjs'];

const wanted = (part) => process.argv[2] === undefined || process.argv[2] === part;
if (wanted('server')) await buildPart('server', [...always, 'src/main.ts', 'src/cli.ts'], buildServer);
if (wanted('check')) await buildPart('check', [...always, 'src/web/check/check.ts'], buildCheck);
if (wanted('desk') && existsSync(join(project, 'src/web/desk/vite.config.ts'))) {
  await buildPart('desk', [...always, 'src/web/desk/vite.config.ts', 'src/web/desk/index.html'], buildDesk);
}

/** `make` answers the files it read, as absolute paths. */
async function buildPart(name, inputs, make) {
  const record = join(dist, `.${name}.json`);
  if (isCurrent(record)) {
    // The command compares times only, to be quick: this one was looked at just now.
    writeFileSync(record, readFileSync(record));
    return;
  }
  const before = performance.now();
  rmSync(record, { force: true });
  mkdirSync(dist, { recursive: true });
  const made = await make().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  const files = [...new Set([...inputs, ...made.map((file) => relative(project, file))])].sort();
  writeFileSync(
    record,
    JSON.stringify(Object.fromEntries(files.map((file) => [file, digestOf(file)])), null, 1),
  );
  console.error(`Built ${name} in ${((performance.now() - before) / 1000).toFixed(1)} s`);
}

function isCurrent(record) {
  if (!existsSync(record)) return false;
  return Object.entries(JSON.parse(readFileSync(record, 'utf8'))).every(
    ([file, digest]) => digestOf(file) === digest,
  );
}

function digestOf(file) {
  const path = join(project, file);
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('base64url') : 'absent';
}

async function buildServer() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    cwd: project,
    input: { main: 'src/main.ts', cli: 'src/cli.ts' },
    platform: 'node',
    // Packages stay in node_modules, where each finds its own files.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
    tsconfig: join(project, 'tsconfig.json'),
  });
  rmSync(join(dist, 'server'), { recursive: true, force: true });
  const { output } = await bundle.write({
    dir: dist,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'server/[name]-[hash].js',
  });
  await bundle.close();
  return sourcesOf(output);
}

/** One classic script that needs nothing beside it: the page may be kept and used off line. */
async function buildCheck() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    cwd: project,
    input: 'src/web/check/check.ts',
    platform: 'browser',
    // As Node takes it: sm-crypto-v2's other entry exports by other names.
    resolve: { mainFields: ['main'] },
    tsconfig: join(project, 'tsconfig.json'),
  });
  const { output } = await bundle.write({ file: join(dist, 'check/check.js'), format: 'iife', minify: true });
  await bundle.close();
  compressFiles(join(dist, 'check'));
  return sourcesOf(output);
}

async function buildDesk() {
  const { build } = await import('vite');
  const result = await build({
    configFile: join(project, 'src/web/desk/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(dist, 'desk'), emptyOutDir: true },
  });
  compressFiles(join(dist, 'desk/assets'));
  return [result].flat().flatMap(({ output }) => sourcesOf(output));
}

/** Beside each text, what the server sends of it. Quality 9 takes a fifth of the time of 11 for a twentieth more bytes. */
function compressFiles(folder) {
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name));
    if (!/\.(js|css|svg)$/.test(name) || content.length < 1024) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** The project's own files among the modules of a bundle. */
function sourcesOf(output) {
  return output
    .flatMap((chunk) => chunk.moduleIds ?? [])
    .map((id) => id.split('?')[0])
    .filter((id) => id.startsWith(project) && !id.includes('node_modules') && existsSync(id));
}
