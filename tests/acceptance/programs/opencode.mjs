// opencode: `debug agent` refuses a bad file, and prints the rules of a good one as they are resolved;
// the last that matches decides.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../engines.mjs';

const matches = (pattern, text) =>
  new RegExp(`^${pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&')).join('.*')}$`, 's')
    .test(text);

export async function judge(policy, scratch) {
  writeFileSync(join(scratch, 'opencode.json'), Object.values(policy.files)[0]);
  const agent = run('opencode', ['debug', 'agent', 'build'], scratch);
  if (agent.code !== 0) return { problems: [agent.out + agent.err] };
  const rules = JSON.parse(agent.out).permission;
  const sanitized = (name) => name.replace(/[^a-zA-Z0-9_-]/g, '_');
  const decisions = policy.calls.map((call) => {
    const id = `${sanitized(policy.server)}_${sanitized(call.tool)}`;
    return rules.findLast((rule) => matches(rule.permission, id))?.action ?? 'ask';
  });
  return { problems: [], decisions };
}
