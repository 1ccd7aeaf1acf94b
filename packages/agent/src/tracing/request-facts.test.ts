import { requestFacts } from "./request-facts.js";
import { serverFacts } from "./server-facts.js";

const request = (method: string, params?: Record<string, unknown>) =>
  requestFacts({ jsonrpc: "2.0", id: 7, method, ...(params && { params }) });

describe("what a span says of a request", () => {
  it.each([
    [
      "tools/call",
      { name: "add" },
      "tools/call add",
      { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add" },
    ],
    ["prompts/get", { name: "greet" }, "prompts/get greet", { "gen_ai.prompt.name": "greet" }],
    ["resources/read", { uri: "x://a" }, "resources/read", {}],
    ["tools/list", undefined, "tools/list", {}],
  ])("%s %j", (method, params, spanName, attributes) => {
    const facts = request(method, params);
    expect(facts.spanName).toBe(spanName);
    expect(facts.attributes).toEqual({ "mcp.method.name": method, ...attributes });
    expect(facts.details).toEqual({
      "jsonrpc.request.id": "7",
      ...(params && "uri" in params && { "mcp.resource.uri": params.uri }),
    });
  });
});

describe("what a span says of a server", () => {
  it.each([
    ["stdio", undefined, { "network.transport": "pipe" }],
    [
      "http",
      "https://user:secret@example.com/mcp?key=1",
      { "server.address": "example.com", "server.port": 443 },
    ],
    ["sse", "http://127.0.0.1:8000/sse", { "server.address": "127.0.0.1", "server.port": 8000 }],
    ["http", "not a url", {}],
  ] as const)("%s %s", (kind, url, expected) => {
    const http = kind === "stdio" ? {} : { "network.transport": "tcp", "network.protocol.name": "http" };
    expect(serverFacts("a", kind, url)).toEqual({ "mcp.server.name": "a", ...http, ...expected });
  });
});
