import { readdirSync, readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/client";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import type { ServerTransport } from "../../src/server-transport.js";
import { stdio } from "../../src/stdio/stdio.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { answer, scriptedHttp } from "../remote/support/scripted-http.js";
import { fixtureOptions } from "../stdio/client.js";

async function connect(open: () => ServerTransport) {
  const line = reconnecting(open, { timeoutMs: 5_000, name: "crm", initialDelayMs: 10 });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(line);
  const callAll = (name: string) =>
    Promise.all(["a", "b", "c"].map((which) => client.callTool({ name, arguments: { which } })));
  return { line, callAll, [Symbol.asyncDispose]: () => client.close() };
}

/** Waits until a process has ended with all its threads, which keep its pipes open, while this one learns nothing of it. */
function untilDead(pid: number): void {
  const isEnding = () => /^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  while (readdirSync(`/proc/${pid}/task`).length > 1 || !isEnding());
}

describe("calls that go out together to a server that is not there any more", () => {
  it("are all sent in the next session when this one was forgotten, for none of them was run", async () => {
    await using server = await scriptedHttp({
      ask: (message, response) => {
        const sessions = server.posted.filter(({ method }) => method === "initialize").length;
        if (sessions === 1) response.writeHead(404).end();
        else answer(message, response, { content: [] });
      },
    });
    await using test = await connect(() => streamableHttp({ url: server.url, name: "crm" }));
    expect(await test.callAll("write")).toHaveLength(3);
    expect(server.posted.filter(({ method }) => method === "tools/call")).toHaveLength(6);
  });

  it("are all sent to the next process when this one did not take them", async () => {
    await using test = await connect(() => stdio(fixtureOptions()));
    const pid = Number(test.line.pid);
    process.kill(pid, "SIGKILL");
    untilDead(pid);
    const answers = await test.callAll("pid");
    expect(test.line.pid).not.toBe(pid);
    expect(answers.map(({ content }) => content)).toEqual(
      Array.from({ length: 3 }, () => [{ type: "text", text: String(test.line.pid) }]),
    );
  });
});
