import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";
import { children, local, startModel } from "./support.js";

/** An address that takes requests and never answers. */
async function startSilence() {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  const asked = once(server, "request");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    asked,
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

  it("refuses a build() that has connected already, and closes its team", async () => {
    const before = await children();
    await using model = await startModel();
    let closing: Promise<void> | undefined;
    const builder = new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(local)
      .withMcpServer({
        ...local,
        name: "of_a_user",
        env: () => {
          closing = builder.close();
          return {};
        },
      })
      .withTenants({ principal: ({ user }: { user: string }) => user, probe: { user: "probe" } });
    await expect(builder.build()).rejects.toThrow("close: was called while the builder was connecting");
    await closing;
    expect(closing).toBeDefined();
    expect(await children()).toEqual(before);
    expect(builder.isBuilt()).toBe(false);
    await expect(builder.fetchMcpTools()).rejects.toThrow("fetchMcpTools: was called after close()");
  });

  it("does not wait for what a server of a principal never answers", async () => {
    await using model = await startModel();
    using silence = await startSilence();
    const builder: MCPTeamBuilder = new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServerHttp(silence.url, { headers: ({ context }) => ({ "x-user": String(context) }) })
      .withTenants({ principal: () => "one", probe: {} });
    const building = expect(builder.build()).rejects.toMatchObject({ code: "CONFIGURATION" });
    await silence.asked;
    await builder.close();
    await building;
  });
});

describe("close() of builders that contain each other", () => {
  it.each([
    ["one in itself", ["a"]],
    ["two", ["b", "a"]],
    ["three", ["b", "c", "b", "a"]],
  ])("ends: %s", async (_, names) => {
    const before = await children();
    const builders = new Map<string, MCPTeamBuilder>();
    for (const name of names) builders.set(name, new MCPTeamBuilder(name).withMcpServer(local));
    for (const [index, name] of names.entries())
      builders.get(names.at(index - 1) ?? name)?.withTeam(builders.get(name) as MCPTeamBuilder);
    await Promise.all([...builders.values()].map((builder) => builder.fetchMcpTools()));
    expect((await children()).length).toBeGreaterThan(before.length);
    await builders.get("a")?.close();
    expect(await children()).toEqual(before);
  });
});
