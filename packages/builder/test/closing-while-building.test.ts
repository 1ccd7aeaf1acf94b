import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";
import { children, local, startModel } from "./support.js";

/** An address that takes connections and never answers. */
async function startSilence() {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe("close() while the builder builds", () => {
  it.each([
    ["the builder", false],
    ["its member first, and the builder", true],
  ])(
    "ends a member that was built already, while another server still connects: of %s",
    async (_, memberFirst) => {
      const before = await children();
      await using model = await startModel();
      using silence = await startSilence();
      const member = new MCPTeamBuilder("member").withLlm(model.llm).withMcpServer(local);
      const outer = new MCPTeamBuilder("outer")
        .withLlm(model.llm)
        .withTeam(member)
        .withMcpServerHttp(silence.url, { name: "silent" });
      const building = expect(outer.build()).rejects.toMatchObject({ code: "CONFIGURATION" });
      await waitFor(() => member.isBuilt());
      expect((await children()).length).toBe(before.length + 1);
      if (memberFirst) await member.close();
      await outer.close();
      expect(await children()).toEqual(before);
      await building;
      expect([outer.isBuilt(), member.isBuilt()]).toEqual([false, false]);
    },
  );
});
