// agentgateway: the file against its schema, and its rules in CEL. With an allow rule, what none
// allows is denied; without any rule, everything passes.
import { celCondition, readYaml, schemaProblems } from '../schema.mjs';

export async function judge(policy) {
  const file = readYaml(Object.values(policy.files)[0]);
  const problems = schemaProblems('agentgateway', file);
  if (problems.length > 0) return { problems };
  const rules = file.mcp.policies.mcpAuthorization.rules;
  const conditions = (effect) =>
    rules.filter((rule) => rule[effect] !== undefined).map((rule) => celCondition(rule[effect]));
  const [allow, deny, require] = ['allow', 'deny', 'require'].map(conditions);
  const decisions = policy.calls.map((call) => {
    // Arguments are not there yet when the gateway authorizes.
    const bindings = { mcp: { tool: { target: policy.server, name: call.tool } } };
    const holds = (condition) => condition(bindings);
    if (deny.some(holds) || !require.every(holds)) return 'deny';
    return allow.some(holds) || (allow.length === 0 && deny.length > 0) || rules.length === 0
      ? 'allow'
      : 'deny';
  });
  return { problems, decisions };
}
