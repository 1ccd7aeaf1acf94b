import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { MCPTeamBuilder } from "@mcp-team/builder";
import type { Surroundings } from "./surroundings.js";

const cwd = fileURLToPath(new URL("./servers/", import.meta.url));
const orders = { name: "orders", cwd, env: { DATABASE_URL: "file:orders.db" } };

/** How to come by each of the error messages in the README, by the names that it gives them. */
export const failures: Readonly<Record<string, (around: Surroundings) => Promise<unknown>>> = {
  "not-found": () => connect((builder) => builder.withMcpServer("orders-server")),
  exited: () =>
    connect((builder) => builder.withMcpServer("node", ["orders-server.js"], { ...orders, env: {} })),
  "no-handshake": () =>
    connect((builder) => builder.withMcpServer("node", ["silent-server.js"], { ...orders, timeoutMs: 300 })),
  lost: () => call("import_orders", (builder) => builder.withMcpServer("node", ["orders-server.js"], orders)),
  "call-timeout": () =>
    call("count_orders", (builder) =>
      builder.withMcpServer("node", ["orders-server.js"], { ...orders, callTimeoutMs: 100 }),
    ),
  "refused-token": ({ env }) => connectOverSse(env.WEATHER_URL),
  "wrong-path": ({ env }) =>
    connect((builder) =>
      builder.withMcpServerSse(new URL("/mcp", env.WEATHER_URL), {
        name: "weather",
        headers: { Authorization: `Bearer ${env.WEATHER_TOKEN}` },
      }),
    ),
  "refused-connection": async () => {
    const page = await servePage();
    await page[Symbol.asyncDispose]();
    return await connectOverSse(new URL("/sse", page.url));
  },
  "not-mcp": async () => {
    await using page = await servePage();
    return await connectOverSse(page.url);
  },
};

function connectOverSse(url: string | URL = ""): Promise<unknown> {
  return connect((builder) => builder.withMcpServerSse(url, { name: "weather" }));
}

async function connect(configure: (builder: MCPTeamBuilder) => MCPTeamBuilder): Promise<unknown> {
  await using builder = configure(new MCPTeamBuilder("failing_team"));
  return await builder.fetchMcpTools();
}

async function call(name: string, configure: (builder: MCPTeamBuilder) => MCPTeamBuilder): Promise<unknown> {
  await using builder = configure(new MCPTeamBuilder("failing_team"));
  const tools = await builder.fetchMcpTools();
  return await tools.find((tool) => tool.name === name)?.invoke({});
}

async function servePage(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Weather</h1>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
