// A YAML policy against a JSON schema of schemas/, and CEL as gateways evaluate it.
import { readFileSync } from 'node:fs';
import { load } from './engines.mjs';

const Ajv = load('ajv/dist/2020').default;
const yaml = load('js-yaml');
const cel = load('@bufbuild/cel');

export const readYaml = (text) => yaml.load(text, { schema: yaml.JSON_SCHEMA });

// What is wrong with the value, one sentence each.
export function schemaProblems(schema, value) {
  const url = new URL(`./schemas/${schema}.json`, import.meta.url);
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(url, 'utf8')));
  if (validate(value)) return [];
  return validate.errors.map((error) => `${error.instancePath}: ${error.message}`);
}

// A compiled expression; the function is true when it holds. An error is no match, as gateways have
// it. Throws what the parser says of a malformed expression.
export function celCondition(text) {
  const program = cel.plan(cel.celEnv(), cel.parse(text));
  return (bindings) => program(bindings) === true;
}
