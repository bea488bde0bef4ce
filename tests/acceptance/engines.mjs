// What the engines share: where the products are installed, and running one of them as a process.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The folder that tests/acceptance/install filled.
const installed = process.env.MCPRISK_ACCEPTANCE;
const requireInstalled = createRequire(join(installed, 'package.json'));

export const load = (name) => requireInstalled(name);

// For a file that the package does not export.
export const loadFile = (path) => import(pathToFileURL(join(installed, 'node_modules', path)).href);

// One call of a command-line product: its exit code and what it printed. Its home is an empty
// folder, and every proxy is a port that nobody listens on, so that it neither sees the user's own
// settings nor reaches a network.
export function run(program, args, scratch, env = {}) {
  const nowhere = 'http://127.0.0.1:9';
  const ran = spawnSync(join(installed, 'node_modules/.bin', program), args, {
    cwd: scratch,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      ALL_PROXY: nowhere,
      ...env,
    },
  });
  if (ran.error) throw ran.error;
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
