// Asks a server for its tools with the official SDK, as an independent second opinion:
//   node ask.mjs stdio COMMAND ARG…  |  node ask.mjs sse URL  |  node ask.mjs http URL
// prints {"serverInfo":…,"tools":[…]}. Results are taken as they are, since the SDK's own schema of
// tools/list leaves out members that it does not know.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { z } from "zod";

const [how, where, ...rest] = process.argv.slice(2);
const transports = {
  stdio: () => new StdioClientTransport({ command: where, args: rest, stderr: "ignore" }),
  sse: () => new SSEClientTransport(new URL(where)),
  http: () => new StreamableHTTPClientTransport(new URL(where)),
};
const client = new Client({ name: "second-opinion", version: "1.0.0" });
await client.connect(transports[how]());
const tools = [];
let cursor;
do {
  const page = await client.request({ method: "tools/list", params: { cursor } }, z.any());
  tools.push(...page.tools);
  cursor = page.nextCursor;
} while (cursor !== undefined);
console.log(JSON.stringify({ serverInfo: client.getServerVersion(), tools }));
await client.close();
process.exit(0);
