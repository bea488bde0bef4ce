// Microsoft's agent-governance-toolkit: its policy engine, as the SDK for Node has it. Rules with a
// limit count the calls, so the counts are cleared before each.
import { load } from '../engines.mjs';

const { PolicyEngine } = load('@microsoft/agent-governance-sdk');
const decisions = { allow: 'allow', require_approval: 'ask', deny: 'deny' };

export async function judge(policy) {
  const engine = new PolicyEngine();
  const loaded = engine.loadYaml(Object.values(policy.files)[0]);
  const answers = policy.calls.map((call) => {
    engine.clearPolicies();
    engine.loadPolicy(loaded);
    const context = { tool: { name: call.tool }, args: call.arguments };
    return decisions[engine.evaluatePolicy('did:example:agent', context).action];
  });
  return { problems: problems(loaded), decisions: answers };
}

// The engine loads anything; what it would silently read as something else is looked for here.
function problems({ rules, default_action: byDefault }) {
  const found = byDefault === 'deny' ? [] : [`default_action is ${byDefault}`];
  const names = new Set();
  for (const rule of rules) {
    if (!(rule.ruleAction in decisions)) found.push(`${rule.name}: no ruleAction`);
    if (!rule.condition) found.push(`${rule.name}: no condition, so it holds for every call`);
    if (names.has(rule.name)) found.push(`${rule.name}: twice, and limits go by name`);
    names.add(rule.name);
  }
  return found;
}
