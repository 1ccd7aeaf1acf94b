import { readCallLog, waitFor } from "@mcp-team/testing";
import { connect, kinds } from "./support/connect.js";
import { temporaryFile } from "./support/temporary-file.js";

const events = (file: string) => readCallLog(file).map(({ event, call, tool }) => `${event} ${call} ${tool}`);

describe.each(kinds)("the call log of a $era reference server over $transport", (kind) => {
  it("has the start and the end of each call, with its input", async () => {
    await using log = await temporaryFile("calls.jsonl");
    await using connected = await connect({ ...kind, log: log.path });
    expect(readCallLog(log.path)).toEqual([]);
    await connected.text("echo", { text: "one" });
    await connected.text("fail", { message: "two" });
    expect(events(log.path)).toEqual(["start 1 echo", "end 1 echo", "start 2 fail", "end 2 fail"]);
    const pid = Number(await connected.text("pid"));
    expect(readCallLog(log.path)[0]).toMatchObject({ input: { text: "one" }, pid });
  });

  it("has the cancellation of a call, once", async () => {
    await using log = await temporaryFile("calls.jsonl");
    await using connected = await connect({ ...kind, log: log.path });
    const abort = new AbortController();
    const call = connected.client.callTool(
      { name: "sleep", arguments: { ms: 60_000 } },
      { signal: abort.signal },
    );
    await waitFor(() => events(log.path).length === 1);
    abort.abort("enough");
    await expect(call).rejects.toThrow("enough");
    await waitFor(() => events(log.path).length > 1);
    await connected.text("echo", { text: "after" });
    expect(events(log.path)).toEqual(["start 1 sleep", "cancelled 1 sleep", "start 2 echo", "end 2 echo"]);
  });
});

it("shows that a call which crashed the server had started", async () => {
  await using log = await temporaryFile("calls.jsonl");
  await using connected = await connect({ log: log.path });
  await expect(connected.text("crash")).rejects.toThrow("closed");
  expect(events(log.path)).toEqual(["start 1 crash"]);
});

it("shows a client that goes away in the middle of a call", async () => {
  await using log = await temporaryFile("calls.jsonl");
  {
    await using connected = await connect({ log: log.path });
    connected.text("sleep", { ms: 60_000 }).catch(() => {});
    await waitFor(() => events(log.path).length === 1);
  }
  await waitFor(() => events(log.path).length === 2);
  expect(events(log.path)).toEqual(["start 1 sleep", "cancelled 1 sleep"]);
});
