import type { ServerTransport } from "@mcp-team/transports";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { WellFormedTools } from "./well-formed-tools.js";

const tools = ["one", "two"].map((name) => ({ name, inputSchema: { type: "object" } }));

it("takes no tool of a list for one of a list that was given up, and comes late", async () => {
  const inner = { send: async () => {} } as unknown as ServerTransport;
  const lists = new WellFormedTools(
    inner,
    () => {},
    () => "legacy",
  );
  const received: JSONRPCMessage[] = [];
  lists.onmessage = (message) => void received.push(message);
  const answers = [1, 2].map((id) => ({ jsonrpc: "2.0", id, result: { tools } }) as const);
  for (const { id } of answers) await lists.send({ jsonrpc: "2.0", id, method: "tools/list" });
  for (const answer of answers) inner.onmessage?.(answer);
  expect(received).toEqual(answers);
  expect(lists.leftOut).toEqual([]);
});
