import { tool } from "@langchain/core/tools";
import { MemorySaver } from "@langchain/langgraph";
import { referenceServer, type Script, startServer, waitFor } from "@mcp-team/testing";
import { z } from "zod";
import { serveTeam } from "../../src/index.js";
import { oddServer, startTeam } from "../support.js";

describe("what a served team offers", () => {
  const shout = tool(({ text }) => text.toUpperCase(), {
    name: "shout",
    description: "Shouts.",
    schema: z.object({ text: z.string() }),
  });

  const forget = tool(() => undefined, { name: "forget", schema: z.object({}) });

  it("is also its tools, with the results of servers as they are, and as they change", async () => {
    await using server = await startServer({
      transport: "http",
      tools: ["structured", "fail", "grow", "image"],
    });
    await using inner = await startTeam(
      { far: { kind: "http", url: server.url } },
      { name: "inner", tools: [shout, forget] },
    );
    await using served = await serveTeam(inner.team, { transport: "http", expose: "both" });
    for (const protocol of ["modern", "legacy"] as const) {
      await using outer = await startTeam({ inner: { kind: "http", url: served.url, protocol } });
      const names = () => outer.toolset.tools.map(({ name }) => name);
      expect(names()).toEqual(
        expect.arrayContaining(["inner", "structured", "fail", "grow", "image", "shout"]),
      );
      const call = (name: string, args = {}) =>
        outer.toolset.get(name)?.invoke({ type: "tool_call", id: "1", name, args });
      const { execution: _, ...definition } = inner.toolset.get("structured")?.definition ?? {};
      expect(outer.toolset.get("structured")?.definition).toMatchObject(definition);
      expect(await call("structured", { city: "Rome" })).toMatchObject({ artifact: { city: "Rome" } });
      expect(await call("image")).toMatchObject({
        content: expect.arrayContaining([expect.objectContaining({ type: "image" })]),
      });
      expect(await call("shout", { text: "hi" })).toMatchObject({ content: "HI" });
      expect(await call("forget")).toMatchObject({ content: "The tool gave no content." });
      await expect(call("fail", { message: "no luck" })).rejects.toThrow("no luck");
      const before = names().length;
      await call("grow");
      await waitFor(() => names().length === before + 1);
    }
  });

  it("is also its resources and prompts, in pages, in both eras, and as they change", async () => {
    const local = { kind: "stdio", ...referenceServer() } as const;
    const servers = { a: local, b: local, odd: oddServer({ resources: 230 }) };
    await using inner = await startTeam(servers, { name: "inner" });
    await using served = await serveTeam(inner.team, { transport: "http", resources: true, prompts: true });
    for (const protocol of ["modern", "legacy"] as const) {
      await using outer = await startTeam({ inner: { kind: "http", url: served.url, protocol } });
      const { resources, prompts } = outer.team;
      const uris = (await resources.list()).map(({ uri }) => uri);
      // What two servers have is there once.
      expect(uris).toHaveLength(233);
      expect(new Set(uris).size).toBe(233);
      const [connection] = outer.connections.all;
      const sizes = await connection?.ask("pages", async (client) => {
        const page = async (cursor?: string): Promise<number[]> => {
          const got = await client.request({ method: "resources/list", params: cursor ? { cursor } : {} });
          return [got.resources.length, ...(got.nextCursor ? await page(got.nextCursor) : [])];
        };
        await expect(page("no such page")).rejects.toMatchObject({ code: -32602 });
        return page();
      });
      expect(sizes).toEqual([100, 100, 33]);
      expect(await resources.read("odd://230")).toMatchObject({ contents: [{ text: "This is odd://230." }] });
      expect(await resources.read("text://greeting/Ada")).toMatchObject({
        contents: [{ text: "Hello, Ada." }],
      });
      await expect(resources.read("none://1")).rejects.toThrow('No server has resource "none://1"');
      expect((await resources.templates()).map(({ uriTemplate }) => uriTemplate)).toContain(
        "text://greeting/{name}",
      );
      const names = (await prompts.list()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["a__greet", "b__greet", "pictured"]));
      const [message] = await prompts.get("b__greet", { name: "Ada" });
      expect(message?.text).toBe("Greet Ada in one sentence.");
      await expect(prompts.get("greet")).rejects.toThrow('There is no prompt "greet"');
      for (const change of ["resourcesChanged", "promptsChanged"] as const) {
        const told = new Promise((resolve) => outer.team.on(change, resolve));
        inner.connections.all[0]?.events.emit(change);
        expect(await told).toEqual({ server: "inner" });
      }
    }
    await using closed = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: closed.url } });
    expect(Object.keys(outer.connections.all[0]?.capabilities ?? {})).not.toContain("resources");
  });

  it("goes on with a conversation that the caller brings, keeps none, and says what is wrong", async () => {
    const checkpointer = new MemorySaver();
    const script: Script = ({ messages }) => ({ content: messages.map(({ role }) => role).join(" ") });
    await using inner = await startTeam({}, { name: "inner", script, checkpointer, description: "Counts." });
    await using served = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: served.url } });
    const asTool = outer.toolset.get("inner");
    expect(asTool?.description).toBe("Counts.");
    const messages = [
      { role: "user", content: "1" },
      { role: "assistant", content: "2" },
    ];
    expect(await asTool?.invoke({ task: "3", messages })).toBe("user assistant user");
    expect(Object.keys(checkpointer.storage)).toEqual([]);
    await inner.team.close();
    await expect(asTool?.invoke({ task: "3" })).rejects.toThrow('Team "inner" was closed');
  });

  it("is a structured answer, where the team has one", async () => {
    const responseFormat = z.object({ sum: z.number() });
    await using inner = await startTeam(
      {},
      { name: "inner", script: [{ content: '{"sum":3}' }], responseFormat },
    );
    await using served = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: served.url } });
    const asTool = outer.toolset.get("inner");
    expect(asTool?.definition.outputSchema).toMatchObject({ properties: { sum: { type: "number" } } });
    const call = { type: "tool_call", id: "1", name: "inner", args: { task: "1+2" } } as const;
    expect(await asTool?.invoke(call)).toMatchObject({ content: '{"sum":3}', artifact: { sum: 3 } });
  });
});
