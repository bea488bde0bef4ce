// Speaks to an MCP server with the official SDK, in its first generation (v1) or, pinned to
// the newest protocol, in its second (modern):
//   node call.mjs v1|modern stdio|http COMMAND-OR-URL [ARG…] < calls
// where calls are lines of {"name":…,"arguments":…}. Prints one line of JSON: what the server says it
// is, its tools, and the result of each call. The SDK holds results against the output schemas.
import { readFileSync } from "node:fs";
const [generation, how, where, ...rest] = process.argv.slice(2);
const sdk =
  generation === "v1"
    ? {
        ...(await import("@modelcontextprotocol/sdk/client/index.js")),
        ...(await import("@modelcontextprotocol/sdk/client/stdio.js")),
        ...(await import("@modelcontextprotocol/sdk/client/streamableHttp.js")),
      }
    : {
        ...(await import("@modelcontextprotocol/client")),
        ...(await import("@modelcontextprotocol/client/stdio")),
      };
const transport =
  how === "stdio"
    ? new sdk.StdioClientTransport({ command: where, args: rest, stderr: "inherit" })
    : new sdk.StreamableHTTPClientTransport(new URL(where));
const client = new sdk.Client({ name: "acceptance", version: "1.0.0" }, generation === "modern" ? { versionNegotiation: { mode: { pin: "2026-07-28" } } } : {});
await client.connect(transport);
const { tools } = await client.listTools();
const results = [];
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  results.push(await client.callTool(JSON.parse(line)));
}
console.log(JSON.stringify({ server: client.getServerVersion(), tools, results }));
await client.close();
