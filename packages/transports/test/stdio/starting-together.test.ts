import { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { StdioOptions } from "../../src/stdio/options.js";
import { stdio } from "../../src/stdio/stdio.js";

const { jest } = import.meta;

/** Says what it is told. */
const parrot: StdioOptions = { command: "cat" };
/** Ends when it is told something. */
const obedient = { command: "sh", args: ["-c", "read line"] };
/** Cannot be started. */
const missing = { command: "no-such-command" };

const ping = { jsonrpc: "2.0", method: "notifications/ping" } as const;

/** As many servers as may start at a time, all of which have not spoken yet, and one more. */
async function startTogether({ first: options = parrot, next: nextOptions = parrot }) {
  const first = stdio(options);
  const others = Array.from({ length: availableParallelism() - 1 }, () => stdio(parrot));
  const next = stdio(nextOptions);
  const starts = [first, ...others].map((transport) => transport.start());
  const nextStarted = next.start();
  nextStarted.catch(() => {});
  await Promise.allSettled(starts);
  await turnOfTheLoop();
  const close = async () => {
    await Promise.all([first, ...others, next].map((transport) => transport.close()));
  };
  return { first, next, nextStarted, [Symbol.asyncDispose]: close };
}

it("starts the first server before anything else is done: clients are made for the others meanwhile", async () => {
  const spawn = jest.spyOn(ChildProcess.prototype as unknown as { spawn(): unknown }, "spawn");
  const transport = stdio(parrot);
  const starting = transport.start();
  expect(spawn).toHaveBeenCalledTimes(1);
  spawn.mockRestore();
  await starting;
  await transport.close();
});

describe("one server more than there are processors", () => {
  // No turn ends by itself.
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] }));
  afterEach(() => void jest.useRealTimers());

  it.each<[string, StdioOptions, (first: ReturnType<typeof stdio>) => unknown]>([
    ["has spoken", parrot, (first) => first.send(ping)],
    ["has ended", obedient, (first) => first.send(ping)],
    ["is closed", parrot, (first) => first.close()],
    ["has said nothing for a moment", parrot, () => jest.advanceTimersByTime(100)],
  ])("starts when one of the others %s", async (_, options, act) => {
    await using together = await startTogether({ first: options });
    expect(together.next.pid).toBeUndefined();
    await act(together.first);
    await together.nextStarted;
    expect(together.next.pid).toBeGreaterThan(0);
  });

  it("starts when one of the others cannot be started", async () => {
    await using together = await startTogether({ first: missing });
    await together.nextStarted;
  });

  it("is closed without having been started, when it is closed before", async () => {
    await using together = await startTogether({ next: missing });
    await together.next.close();
    await expect(together.nextStarted).rejects.toMatchObject({ reason: "no-handshake" });
  });
});
