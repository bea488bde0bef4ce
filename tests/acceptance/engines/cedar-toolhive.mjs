// ToolHive's Cedar configuration, asked of Cedar itself. Requests are made as ToolHive makes them
// (pkg/authz/authorizers/cedar, August 2026): a number becomes a decimal, a text or a truth value
// stays, and of all else only the presence is told. An evaluation error denies.
import { load } from '../engines.mjs';

const cedar = load('@cedar-policy/cedar-wasm/nodejs');
const largestDecimal = 922_337_203_685_477;

function contextOf(args) {
  const context = {};
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'string' || typeof value === 'boolean') {
      context[`arg_${name}`] = value;
    } else if (typeof value === 'number') {
      if (Math.abs(value) > largestDecimal) continue;
      context[`arg_${name}`] = { __extn: { fn: 'decimal', arg: value.toFixed(4) } };
    } else {
      context[`arg_${name}_present`] = true;
    }
  }
  return context;
}

export async function judge(policy) {
  const file = JSON.parse(Object.values(policy.files)[0]);
  const { version, type, cedar: config } = file;
  if (version !== '1.0' || type !== 'cedarv1' || !Array.isArray(JSON.parse(config.entities_json))) {
    return { problems: ['not a cedarv1 configuration of version 1.0'] };
  }
  const problems = [];
  for (const text of config.policies) {
    const parsed = cedar.checkParsePolicySet({ staticPolicies: text });
    if (parsed.type !== 'success') problems.push(`${text}: ${parsed.errors[0].message}`);
  }
  if (problems.length > 0) return { problems };
  cedar.preparsePolicySet('toolhive', { staticPolicies: config.policies.join('\n') });
  const decisions = policy.calls.map((call) => {
    const { response } = cedar.statefulIsAuthorized({
      principal: { type: 'Client', id: 'agent' },
      action: { type: 'Action', id: 'call_tool' },
      resource: { type: 'Tool', id: call.tool },
      context: contextOf(call.arguments),
      preparsedPolicySetId: 'toolhive',
      entities: [],
    });
    const allowed = response.decision === 'allow' && response.diagnostics.errors.length === 0;
    return allowed ? 'allow' : 'deny';
  });
  return { problems, decisions };
}
