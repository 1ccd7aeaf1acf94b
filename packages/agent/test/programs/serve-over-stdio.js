// Serves a team over stdio, as a program of a user would.
// Usage: node serve-over-stdio.js '{ "model": { … }, "server": { "command": "…", "args": […] }, "name": "…" }'
// { asks: "interrupt" | "caller", approve: ["echo"] }: how its server asks a person, and which calls wait for one.
import { MemorySaver } from "@langchain/langgraph";
import { ChatOpenAI } from "@langchain/openai";
import {
  askCaller,
  connectServers,
  createTeam,
  ElicitationByHandler,
  ElicitationByInterrupt,
  serveTeam,
  Toolset,
} from "@mcp-team/agent";
import { openLine } from "@mcp-team/transports";

const { model, server, name, asks, approve } = JSON.parse(process.argv[2]);
const ways = {
  interrupt: () => new ElicitationByInterrupt(),
  caller: () => new ElicitationByHandler(askCaller),
};
const open = () => openLine({ name: "tools", kind: "stdio", ...server, timeoutMs: 10_000, reconnect: false });
const connections = await connectServers([{ name: "tools", kind: "stdio", timeoutMs: 10_000, open }], {
  features: asks ? [ways[asks]()] : [],
});
const toolset = await Toolset.create(connections.all);
const team = createTeam({
  name,
  model: new ChatOpenAI({ ...model, maxRetries: 0 }),
  connections,
  toolset,
  ...(asks && { checkpointer: new MemorySaver() }),
  ...(approve && { approvals: [{ tools: approve }] }),
});

const served = await serveTeam(team, { transport: "stdio" });
console.log("A log line that must not reach the protocol.");
await served.closed;
await team.close();
