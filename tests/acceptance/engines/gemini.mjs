// Gemini CLI: its own policy engine, at the tier of user policies.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFile } from '../engines.mjs';

const source = '@google/gemini-cli-core/dist/src';
const { loadPoliciesFromToml } = await loadFile(`${source}/policy/toml-loader.js`);
const { PolicyEngine } = await loadFile(`${source}/policy/policy-engine.js`);
const { generateValidName } = await loadFile(`${source}/tools/mcp-tool.js`);

const userTier = 4;
const decisions = { allow: 'allow', ask_user: 'ask', deny: 'deny' };

export async function judge(policy, scratch) {
  writeFileSync(join(scratch, 'policy.toml'), Object.values(policy.files)[0]);
  const { rules, errors } = await loadPoliciesFromToml([scratch], () => userTier);
  const engine = new PolicyEngine({ rules, checkers: [], nonInteractive: false });
  const answers = [];
  for (const call of policy.calls) {
    // The name that Gemini CLI gives the tool of this server when it finds it.
    const name = generateValidName(`${policy.server}_${call.tool}`);
    const { decision } = await engine.check({ name, args: call.arguments }, policy.server);
    answers.push(decisions[decision]);
  }
  // A warning that a name resembles one of its own tools does not keep a rule from being loaded.
  const problems = errors.filter((error) => error.severity !== 'warning');
  return { problems: problems.map((error) => JSON.stringify(error)), decisions: answers };
}
