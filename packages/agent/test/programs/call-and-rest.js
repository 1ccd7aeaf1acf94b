// Calls a tool until V8 has compiled all that a call takes, then collects garbage with no call under way, between "resting" and "closing".
// Usage: node --expose-gc --trace-opt --trace-deopt --retain-maps-for-n-gc=0 call-and-rest.js <command> <argument>…
import { connectServers, Toolset } from "@mcp-team/agent";
import { openLine } from "@mcp-team/transports";

const [command, ...args] = process.argv.slice(2);
const definition = { name: "tools", kind: "stdio", timeoutMs: 10_000 };
const open = () => openLine({ ...definition, command, args });
const connections = await connectServers([{ ...definition, open }]);
const { tools } = await Toolset.create(connections.all);
const echo = tools.find(({ name }) => name === "echo");
for (let made = 0; made < 15_000; made += 1) await echo.invoke({ text: "hi" });
console.log("resting");
globalThis.gc();
console.log("closing");
await connections.close();
