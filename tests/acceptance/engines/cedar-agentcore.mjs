// Amazon Bedrock AgentCore Policy: Cedar itself, with two schemas of the tools: ours, and the one of
// the generator that AgentCore's documentation points to. Statements must pass strict validation
// against both; the generator refuses some names, so it is asked tool by tool.
import { load } from '../engines.mjs';

const cedar = load('@cedar-policy/cedar-wasm/nodejs');
const { generateSchema } = load('@cedar-policy/mcp-schema-generator-wasm');

const longestStatement = 10_000;
const largestDecimal = 922_337_203_685_477;
const gateway = { type: 'AgentCore::Gateway', id: 'GATEWAY-ARN' };
const stub = `namespace AgentCore {
  @mcp_principal("OAuthUser")
  entity OAuthUser = { id: String } tags String;
  @mcp_resource("Gateway")
  entity Gateway;
  action Mcp;
  @mcp_action("CallTool")
  action CallTool in [Mcp];
}`;
const options = JSON.stringify({ numbersAsDecimal: true, objectsAsRecords: true });

const actionOf = (policy, tool) => `${policy.server}___${tool}`;

function generated(policy) {
  const described = policy.tools.map((tool) => ({
    name: actionOf(policy, tool.name),
    inputSchema: tool.inputSchema,
  }));
  const generate = (tools) => JSON.parse(generateSchema(stub, JSON.stringify(tools), options));
  const taken = described.filter((tool) => generate([tool]).isOk);
  return { schema: generate(taken).schema, actions: new Set(taken.map((tool) => tool.name)) };
}

function statementsOf(text) {
  const { policies } = cedar.policySetTextToParts(text);
  return policies.map((statement) => {
    const { action } = cedar.policyToJson(statement).json;
    const entities = action.entities ?? [action.entity];
    return { text: statement, actions: entities.filter(Boolean).map((entity) => entity.id) };
  });
}

function validated(schema, statements) {
  const staticPolicies = statements.map((statement) => statement.text).join('\n');
  const answer = cedar.validate({
    schema,
    policies: { staticPolicies },
    validationSettings: { mode: 'strict' },
  });
  const errors = answer.errors ?? answer.validationErrors.map((found) => found.error);
  return errors.map((error) => error.message);
}

// How a value of this schema type is written in the JSON of a request; undefined: not at all.
function entityValue(value, type) {
  const name = type?.name ?? type?.type;
  if (typeof value === 'string' && name?.includes('::Input::')) {
    return { __entity: { type: name, id: value } };
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'number') return undefined;
  if (Number.isSafeInteger(value) && name?.endsWith('Long')) return value;
  if (Math.abs(value) > largestDecimal) return undefined;
  return { __extn: { fn: 'decimal', arg: value.toFixed(4) } };
}

function inputOf(args, attributes) {
  const input = {};
  for (const [name, value] of Object.entries(args)) {
    const written = entityValue(value, attributes[name]);
    if (written !== undefined) input[name] = written;
  }
  return input;
}

export async function judge(policy) {
  const text = policy.files['policy.cedar'];
  const ours = policy.files.schema;
  const parsed = cedar.checkParsePolicySet({ staticPolicies: text });
  if (parsed.type !== 'success') return { problems: [parsed.errors[0].message] };
  const statements = statementsOf(text);
  const theirs = generated(policy);
  const known = statements.filter((statement) =>
    statement.actions.every((action) => theirs.actions.has(action)),
  );
  const problems = [
    ...statements
      .filter((statement) => statement.text.length > longestStatement)
      .map((statement) => `a statement of ${statement.text.length} characters`),
    ...validated(ours, statements).map((message) => `our schema: ${message}`),
    ...validated(theirs.schema, known).map((message) => `AgentCore's schema: ${message}`),
  ];
  if (problems.length > 0) return { problems };

  cedar.preparsePolicySet('agentcore', { staticPolicies: text });
  const { actions } = cedar.schemaToJson(ours).json.AgentCore;
  const decisions = policy.calls.map((call) => {
    const id = actionOf(policy, call.tool);
    const attributes = actions[id]?.appliesTo.context.attributes.input.attributes ?? {};
    const { response } = cedar.statefulIsAuthorized({
      principal: { type: 'AgentCore::OAuthUser', id: 'agent' },
      action: { type: 'AgentCore::Action', id },
      resource: gateway,
      context: { input: inputOf(call.arguments, attributes) },
      preparsedPolicySetId: 'agentcore',
      entities: [],
    });
    return response.decision;
  });
  return { problems, decisions };
}
