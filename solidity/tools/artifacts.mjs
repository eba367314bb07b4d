// Writes artifacts/<contract>.json for every contract that can be deployed: `node tools/artifacts.mjs [--out FOLDER]`.
//
// The code comes from forge with the settings of foundry.toml, so it is the code the forge tests run. foundry.toml
// keeps metadata out of it, and so the files are a function of the sources, the pinned libraries and the settings:
// they are committed, and a test writes them anew and compares.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packages = { 'linux-x64': 'forge-linux-amd64', 'darwin-arm64': 'forge-darwin-arm64', 'win32-x64': 'forge-win32-amd64' };

function forgePath() {
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`there is no npm package of forge for ${process.platform}-${process.arch}`);
  const file = path.join(root, 'node_modules', '@foundry-rs', name, 'bin', process.platform === 'win32' ? 'forge.exe' : 'forge');
  if (!fs.existsSync(file)) throw new Error(`${file} is missing; run \`node tools/install.mjs\``);
  return file;
}

function build(folder) {
  const args = ['build', 'src', '--root', root, '--out', path.join(folder, 'out'), '--cache-path', path.join(folder, 'cache')];
  const result = spawnSync(forgePath(), args, { cwd: root, encoding: 'utf8' });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`forge build failed\n${result.stdout}${result.stderr}`);
}

/** Interfaces and libraries of internal functions have nothing to deploy; those of the packages are not ours. */
function isDeployable(source, output) {
  const ours = source.startsWith('src/') && !/^src\/(interfaces|libraries)\//.test(source);
  return ours && output.bytecode.object !== '0x';
}

/** Node.js 20 renamed this member on its way. */
const folderOf = (entry) => entry.parentPath ?? entry.path;

function collect(folder) {
  const artifacts = new Map();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !folderOf(entry).endsWith('.sol')) continue;
    const output = JSON.parse(fs.readFileSync(path.join(folderOf(entry), entry.name), 'utf8'));
    const [[source, contractName]] = Object.entries(output.metadata.settings.compilationTarget);
    if (!isDeployable(source, output)) continue;
    if (artifacts.has(contractName)) throw new Error(`two contracts are named ${contractName}; rename one`);
    artifacts.set(contractName, {
      contractName,
      abi: output.abi,
      bytecode: output.bytecode.object,
      deployedBytecode: output.deployedBytecode.object,
    });
  }
  if (artifacts.size === 0) throw new Error('forge compiled no contract of ours');
  return artifacts;
}

function write(artifacts, folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, artifact] of artifacts) {
    const file = path.join(folder, `${name}.json`);
    fs.writeFileSync(`${file}.tmp`, `${JSON.stringify(artifact, null, 2)}\n`);
    fs.renameSync(`${file}.tmp`, file);
  }
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith('.json') && !artifacts.has(name.slice(0, -'.json'.length))) fs.rmSync(path.join(folder, name));
  }
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'zkstyle-artifacts-'));
try {
  const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'artifacts') } } });
  build(temporary);
  const artifacts = collect(path.join(temporary, 'out'));
  write(artifacts, values.out);
  for (const [name, { deployedBytecode }] of artifacts) {
    console.log(`${name}: ${(deployedBytecode.length - 2) / 2} bytes`);
  }
} catch (error) {
  console.error(`artifacts.mjs : error ZKABI : ${error.message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
