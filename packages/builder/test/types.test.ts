import { MCPTeamBuilder } from "../src/index.js";

// The compiler checks this file with all tests: an expected error that does not come is one.
const builder = () => new MCPTeamBuilder("team");

it("misuse that the compiler refuses is also refused when it runs", async () => {
  const misuses = [
    // @ts-expect-error a server has a command or an address
    builder().withMcpServer({}),
    // @ts-expect-error a server is local or remote
    builder().withMcpServer({ command: "node", url: "http://127.0.0.1/" }),
    // @ts-expect-error no such option
    builder().withMcpServer("node", ["a.js"], { timeout: 5 }),
    // @ts-expect-error options are the third argument
    builder().withMcpServer("node", { timeoutMs: 5 }),
    // @ts-expect-error Streamable HTTP has no environment
    builder().withMcpServerHttp("http://127.0.0.1/", { env: {} }),
    // @ts-expect-error a time is a number of milliseconds
    builder().withDefaults({ timeoutMs: "10s" }),
    // @ts-expect-error no such transport
    builder().withMcpServer({ url: "http://127.0.0.1/", transport: "websocket" }),
    // @ts-expect-error no such naming
    builder().withMcpServer("node").withToolNaming("suffix"),
  ];
  for (const misuse of misuses)
    await expect(misuse.fetchMcpTools()).rejects.toMatchObject({ code: "CONFIGURATION" });
});
