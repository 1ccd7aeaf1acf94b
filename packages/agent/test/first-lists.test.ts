import { once } from "node:events";
import { referenceServer } from "@mcp-team/testing";
import { callTool, listTools } from "../src/connection/requests.js";
import { type Connection, connectServers, ToolLists, Toolset } from "../src/index.js";
import { define, type TestServer } from "./support.js";

const growing: TestServer = { kind: "stdio", ...referenceServer({ tools: ["grow"] }) };
/** Starts, and never says anything. */
const mute: TestServer = { kind: "stdio", command: "cat" };

const namesIn = (lists: ToolLists, connection: Connection) => lists.of(connection)?.map(({ name }) => name);

/** A server that is connected, and has given its list before there is a toolset. */
async function connectOne() {
  const lists = new ToolLists();
  const listed = once(lists.events, "changed");
  const connections = await connectServers(define({ growing }), { lists });
  await listed;
  const [connection] = connections.all as [Connection];
  return { lists, connections, connection, [Symbol.asyncDispose]: connections.close };
}

describe("the first list of a server", () => {
  it("is asked for as soon as the server is connected, while another one starts", async () => {
    const lists = new ToolLists();
    const stop = new AbortController();
    const listed = once(lists.events, "changed") as Promise<[Connection]>;
    const connecting = connectServers(define({ growing, mute }), { lists, signal: stop.signal });
    const [connection] = await listed;
    expect([connection.name, namesIn(lists, connection)]).toEqual(["growing", ["grow"]]);
    stop.abort();
    await expect(connecting).rejects.toThrow("stopped");
  });

  it("is asked for once, also when two toolsets are made of it", async () => {
    await using one = await connectOne();
    const asked: string[] = [];
    const ask = one.connection.ask.bind(one.connection);
    one.connection.ask = (subject, ...rest) => {
      asked.push(subject);
      return ask(subject, ...rest);
    };
    for (const reserved of [new Set<string>(), new Set(["grow"])]) {
      const { tools } = await Toolset.create([one.connection], { lists: one.lists, reserved });
      expect(tools.map(({ definition }) => definition.name)).toEqual(["grow"]);
    }
    expect(asked).toEqual([]);
    await listTools(one.connection);
    expect(asked).toEqual(["the list of tools"]);
  });

  it("is read again when the server tells of a change before there is a toolset", async () => {
    await using one = await connectOne();
    const [grow] = one.lists.of(one.connection) ?? [];
    const changed = once(one.lists.events, "changed");
    await callTool(one.connection, grow as NonNullable<typeof grow>, {});
    await changed;
    const toolset = await Toolset.create([one.connection], { lists: one.lists });
    expect(toolset.tools.map(({ name }) => name)).toEqual(["grow", "grown_1"]);
  });

  it("is of no use when the server was lost before there is a toolset", async () => {
    await using one = await connectOne();
    const lost = once(one.connection.events, "state");
    process.kill(one.connection.pid as number, "SIGKILL");
    await lost;
    expect(one.connection.state).toBe("failed");
    const toolset = await Toolset.create([one.connection], { lists: one.lists });
    expect(toolset.tools).toEqual([]);
  });
});
