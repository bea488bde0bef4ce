// Asks one product what it makes of policies: node run.mjs engines/gemini < job.json > answer.json
//
//   job     {"policies": [{"server": "key", "files": {"policy.cedar": "…"},
//                          "tools": [{"name": "…", "inputSchema": {…}}],
//                          "calls": [{"tool": "…", "arguments": {…}}]}]}
//   answer  {"policies": [{"problems": ["…"], "decisions": ["allow", "ask", "deny"]}]}
//
// An empty `problems` means that the product accepts the files. `decisions`, one a call, come only
// from engines that can be asked; null is a call that the engine has no answer for.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Some of the products talk where the answer is to stand.
for (const level of ['log', 'info', 'debug']) console[level] = console.error;

const { judge } = await import(`./${process.argv[2]}.mjs`);
const job = JSON.parse(readFileSync(0, 'utf8'));
const answer = { policies: [] };
for (const policy of job.policies) {
  const scratch = mkdtempSync(join(tmpdir(), 'mcprisk-acceptance-'));
  try {
    answer.policies.push(await judge(policy, scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
process.stdout.write(JSON.stringify(answer));
