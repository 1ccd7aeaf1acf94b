// Serves a team over stdio, as a program of a user would.
// Usage: node serve-over-stdio.js '{ "model": { … }, "server": { "command": "…", "args": […] }, "name": "…" }'
import { ChatOpenAI } from "@langchain/openai";
import { connectServers, createTeam, serveTeam, Toolset } from "@mcp-team/agent";
import { openLine } from "@mcp-team/transports";

const { model, server, name } = JSON.parse(process.argv[2]);
const open = () => openLine({ name: "tools", kind: "stdio", ...server, timeoutMs: 10_000, reconnect: false });
const connections = await connectServers([{ name: "tools", kind: "stdio", timeoutMs: 10_000, open }]);
const toolset = await Toolset.create(connections.all);
const team = createTeam({
  name,
  model: new ChatOpenAI({ ...model, maxRetries: 0 }),
  connections,
  toolset,
});

const served = await serveTeam(team, { transport: "stdio" });
console.log("A log line that must not reach the protocol.");
await served.closed;
await team.close();
