// Claude Code: `claude doctor` lists what it refuses under "Invalid settings"; it exits 0 either way.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../engines.mjs';

export async function judge(policy, scratch) {
  mkdirSync(join(scratch, '.claude'));
  // As user settings: those of a project are read only once its folder is trusted.
  writeFileSync(join(scratch, '.claude/settings.json'), Object.values(policy.files)[0]);
  const { out, err } = run('claude', ['doctor'], scratch);
  if (!out.includes('Claude Code doctor')) return { problems: [`claude doctor said: ${out}${err}`] };
  const section = out.match(/^Invalid settings\n((?:- .*\n)+)/m);
  return { problems: section ? section[1].trim().split('\n') : [] };
}
