// Envoy AI Gateway: the MCPRoute against its schema, then what internal/mcpproxy/authorization.go
// does with it: the first rule whose CEL and target both match decides; a tool that the selector
// leaves out cannot be called.
import { load } from '../engines.mjs';
import { celCondition, readYaml, schemaProblems } from '../schema.mjs';

const { RE2JS } = load('@bufbuild/re2');
const any = (patterns, name) =>
  (patterns ?? []).some((text) => RE2JS.compile(text).test(name));

function isSelected(selector, name) {
  if (selector.exclude?.includes(name) || any(selector.excludeRegex, name)) return false;
  if (!selector.include && !selector.includeRegex) return true;
  return (selector.include ?? []).includes(name) || any(selector.includeRegex, name);
}

export async function judge(policy) {
  const route = readYaml(Object.values(policy.files)[0]);
  const problems = schemaProblems('mcproute', route);
  if (problems.length > 0) return { problems };
  const backend = route.spec.backendRefs[0];
  const { defaultAction, rules = [] } = route.spec.securityPolicy.authorization;
  const compiled = rules.map((rule) => ({
    ...rule,
    holds: rule.cel === undefined ? () => true : celCondition(rule.cel),
  }));
  const decisions = policy.calls.map((call) => {
    if (!isSelected(backend.toolSelector, call.tool)) return 'deny';
    const params = { name: call.tool, arguments: call.arguments };
    const request = { mcp: { backend: backend.name, tool: call.tool, params } };
    const isTarget = (tool) => tool.backend === backend.name && tool.tool === call.tool;
    const first = compiled.find(
      (rule) => rule.holds({ request }) && (rule.target?.tools.some(isTarget) ?? true),
    );
    return (first?.action ?? defaultAction) === 'Allow' ? 'allow' : 'deny';
  });
  return { problems, decisions };
}
