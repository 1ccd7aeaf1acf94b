import { getEventListeners, once } from "node:events";
import { withDeadline } from "./with-deadline.js";

const late = () => new Error("late");
const untilAborted = async (signal: AbortSignal) => {
  await once(signal, "abort");
  throw new Error("aborted");
};

describe("work with a deadline", () => {
  it("gives what the work gives", async () => {
    const { signal } = new AbortController();
    expect(await withDeadline({ ms: 1_000, signal, late }, async () => 1)).toBe(1);
  });

  it("fails with the work's own error", async () => {
    const { signal } = new AbortController();
    const failing = withDeadline({ ms: 1_000, signal, late }, () => Promise.reject(new Error("own")));
    await expect(failing).rejects.toThrow("own");
  });

  it("fails as late when the time is up", async () => {
    const { signal } = new AbortController();
    await expect(withDeadline({ ms: 5, signal, late }, untilAborted)).rejects.toThrow("late");
  });

  it("fails with the reason of something greater that ends, also before it began", async () => {
    const stop = new AbortController();
    const deadline = { ms: undefined, signal: stop.signal, late };
    const working = withDeadline(deadline, untilAborted);
    stop.abort(new Error("closed"));
    await expect(working).rejects.toThrow("closed");
    await expect(withDeadline(deadline, async () => 1)).rejects.toThrow("closed");
  });

  it("puts no listener on a signal that others share", async () => {
    const stop = new AbortController();
    const deadline = { ms: 1_000, signal: stop.signal, late };
    const working = Array.from({ length: 20 }, () => withDeadline(deadline, untilAborted));
    const listeners = getEventListeners(stop.signal, "abort").length;
    stop.abort(new Error("closed"));
    await Promise.allSettled(working);
    expect(listeners).toBe(0);
  });
});
