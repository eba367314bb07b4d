// Brings node_modules in line with package-lock.json: `node tools/install.mjs`.
//
// Many builds and test projects call this at once, and any of them may be killed at any moment. So:
//  - a stamp inside node_modules holds the hash of the files that decide its content; when it matches, nothing is
//    run and nothing is fetched;
//  - `npm ci` works in a staging folder of its own and the finished node_modules, stamp included, is renamed into
//    place, so that a half-written one is never seen;
//  - a lock file makes the others wait instead of downloading the same packages again. It only saves work: were two
//    installs to run at once, the rename would still leave one complete folder. Its holder touches it every second,
//    so a lock or staging folder left by a killed install is recognised by its age.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const HEARTBEAT_MS = 1_000;
const ABANDONED_MS = 15_000;
const POLL_MS = 200;
const MINIMUM_NODE = 20;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const work = path.join(root, '.install');
const lock = path.join(work, 'lock');
const stampName = '.zkstyle-stamp';
const inputs = ['package.json', 'package-lock.json', '.npmrc'];

/** What node_modules must have been made from: the three input files, and the platform the packages were chosen for. */
function expectedStamp() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const name of inputs) {
    const content = fs.readFileSync(path.join(root, name));
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function isInstalled(stamp) {
  try {
    return fs.readFileSync(path.join(modules, stampName), 'utf8') === stamp;
  } catch {
    return false;
  }
}

function age(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}

/** Waits for the lock and returns true, or false as soon as another process has finished the same install. */
async function acquire(stamp) {
  for (;;) {
    try {
      fs.closeSync(fs.openSync(lock, 'wx'));
      return true;
    } catch (error) {
      // Windows answers EPERM while a deleted lock file is still open somewhere.
      if (error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    }
    if (isInstalled(stamp)) return false;
    if (age(lock) > ABANDONED_MS) fs.rmSync(lock, { force: true });
    await delay(POLL_MS);
  }
}

function removeAbandonedFolders() {
  for (const name of fs.readdirSync(work)) {
    const folder = path.join(work, name);
    if (folder !== lock && age(folder) > ABANDONED_MS) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `npm ci` in the folder, with its output kept for the error message. */
function npmCi(folder) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn('npm', ['ci', '--ignore-scripts', '--prefer-offline'], {
      cwd: folder,
      shell: windows, // npm is a .cmd file there
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) =>
      reject(new Error(error.code === 'ENOENT' ? 'npm was not found; install npm, it comes with Node.js' : error.message)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ci failed with exit code ${code}\n${output.trim()}`)));
  });
}

/** Renames the finished folder into place; a folder of the same content put there meanwhile by another install is as good. */
function publish(staged, staging, stamp) {
  for (let attempt = 0; attempt < 3 && !isInstalled(stamp); attempt++) {
    try {
      if (fs.existsSync(modules)) fs.renameSync(modules, path.join(staging, `previous-${attempt}`));
      fs.renameSync(staged, modules);
    } catch (error) {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
    }
  }
  if (!isInstalled(stamp)) throw new Error(`${modules} could not be replaced; close the programs using it and delete it`);
}

async function install(stamp) {
  const started = Date.now();
  const staging = path.join(work, randomUUID());
  const heartbeat = setInterval(() => {
    const now = new Date();
    for (const file of [lock, staging]) {
      try {
        fs.utimesSync(file, now, now);
      } catch {
        // Taken away by a process that believed this one dead: the install still ends well, see above.
      }
    }
  }, HEARTBEAT_MS);
  try {
    removeAbandonedFolders();
    fs.mkdirSync(staging);
    for (const name of inputs) fs.copyFileSync(path.join(root, name), path.join(staging, name));
    await npmCi(staging);
    const staged = path.join(staging, 'node_modules');
    fs.mkdirSync(staged, { recursive: true });
    fs.writeFileSync(path.join(staged, stampName), stamp);
    publish(staged, staging, stamp);
    console.log(`npm packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    clearInterval(heartbeat);
    fs.rmSync(staging, { recursive: true, force: true });
    fs.rmSync(lock, { force: true });
  }
}

async function main() {
  if (Number.parseInt(process.versions.node, 10) < MINIMUM_NODE) {
    throw new Error(`Node.js ${process.versions.node} is too old; install Node.js ${MINIMUM_NODE} or newer`);
  }
  const stamp = expectedStamp();
  if (isInstalled(stamp)) return;
  fs.mkdirSync(work, { recursive: true });
  if (!(await acquire(stamp))) return;
  if (isInstalled(stamp)) {
    fs.rmSync(lock, { force: true });
    return;
  }
  await install(stamp);
}

try {
  await main();
} catch (error) {
  // The form MSBuild reads as an error of the build.
  console.error(`install.mjs : error ZKNPM : ${error.message}`);
  process.exitCode = 1;
}
