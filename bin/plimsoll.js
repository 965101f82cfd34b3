#!/usr/bin/env node
// Launcher. Plain JavaScript that any Node can read: where the running Node is too old, it starts again under the Node that
// the lock file pins. Nothing else belongs here.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const required = [24, 11];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// An API token is no business of whoever lists processes.
const words = process.argv.slice(2);
if (words.some((word) => word.startsWith('--token'))) {
  const shown = words.map((word, at) =>
    words[at - 1] === '--token' ? '…' : word.replace(/^--token=.*/s, '--token=…'),
  );
  process.title = ['plimsoll', ...shown].join(' ');
}

function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > required[0] || (major === required[0] && minor >= required[1]);
}

function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', name);
  return existsSync(path) ? path : undefined;
}

if (isRecentEnough(process.versions.node)) {
  // `node:sqlite` announces itself as experimental on every start; other warnings are passed on.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
  });
  nodeModule.enableCompileCache?.();
  const { main } = await import('../src/main/cli.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = pinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `plimsoll needs Node ${required.join('.')} or newer; this is ${process.versions.node}, and none is bundled for ${process.platform}-${process.arch}. ` +
        'Run "npm ci" in its folder, or install a newer Node.\n',
    );
    process.exitCode = 3;
  } else {
    const { spawn } = await import('node:child_process');
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(`plimsoll cannot start ${node}: ${error.message}\n`);
      process.exitCode = 3;
    });
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGHUP' ? 1 : 15);
    });
  }
}
