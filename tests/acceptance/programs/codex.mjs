// Codex: `codex mcp list` refuses a bad value, and only a strict `codex doctor` sees unknown keys.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../engines.mjs';

export async function judge(policy, scratch) {
  writeFileSync(join(scratch, 'config.toml'), Object.values(policy.files)[0]);
  const env = { CODEX_HOME: scratch };
  const list = run('codex', ['mcp', 'list', '--json'], scratch, env);
  if (list.code !== 0) return { problems: [list.err] };
  const servers = JSON.parse(list.out).map((server) => server.name);
  if (!servers.includes(policy.server)) return { problems: [`no server ${policy.server}`] };
  const doctor = run('codex', ['--strict-config', 'doctor', '--json'], scratch, env);
  const load = JSON.parse(doctor.out).checks['config.load'];
  return { problems: load.status === 'ok' ? [] : [JSON.stringify(load)] };
}
