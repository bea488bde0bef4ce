// Docker MCP Gateway: not on npm. Read as pkg/config of docker/mcp-gateway reads tools.yaml: a map
// of servers to lists of names; a server that is there has no other tools.
import { readYaml } from '../schema.mjs';

export async function judge(policy) {
  const file = readYaml(Object.values(policy.files)[0]);
  const names = file[policy.server];
  const isText = (name) => typeof name === 'string';
  if (Object.keys(file).length !== 1 || !Array.isArray(names) || !names.every(isText)) {
    return { problems: [`not a list of tools of ${policy.server}`] };
  }
  const decide = (call) => (names.includes(call.tool) ? 'allow' : 'deny');
  return { problems: [], decisions: policy.calls.map(decide) };
}
