import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { descendantsOf, isAlive, openHandles, waitFor, waitForExit } from "@mcp-team/testing";
import { TimeoutError } from "@mcp-team/transports";

/** Starts a shell that starts others; its first line of output says which. */
async function family(script: string): Promise<{ child: ChildProcess; pids: number[] }> {
  const child = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, pids: String(line).split(" ").map(Number) };
}

describe("descendantsOf", () => {
  it("finds children and grandchildren, parents first, while they are alive", async () => {
    const { child, pids } = await family('sh -c "sleep 60 & echo $$ \\$\\$ \\$!; wait"; true');
    const [pid = 0, middle = 0, last = 0] = pids;
    expect(pid).toBe(child.pid);
    expect(await descendantsOf(pid)).toEqual([middle, last]);
    process.kill(last, "SIGKILL");
    await once(child, "exit");
    expect(await descendantsOf(pid)).toEqual([]);
  });
});

describe("isAlive", () => {
  it("does not take a zombie for a living process", async () => {
    // The shell never waits for the child that has ended.
    const { child, pids } = await family("sleep 0 & echo $!; exec sleep 60");
    const [zombie = 0] = pids;
    await waitForExit(zombie);
    expect(process.kill(zombie, 0)).toBe(true);
    expect(await descendantsOf(child.pid as number)).toEqual([]);
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  it("knows this process, and that there is none with an impossible id", () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(2 ** 30)).toBe(false);
  });
});

describe("waitFor", () => {
  it("gives what the condition returned in the end", async () => {
    let calls = 0;
    expect(await waitFor(async () => ++calls === 3 && "third")).toBe("third");
    expect(calls).toBe(3);
  });

  it("says what did not happen", async () => {
    const error = await waitFor(() => false, { timeoutMs: 30, what: "the impossible" }).catch(
      (e: unknown) => e,
    );
    expect(TimeoutError.isInstance(error) && error.message).toBe("Waited 30 ms for the impossible, in vain");
  });

  it("passes on what the condition throws", async () => {
    const broken = () => {
      throw new RangeError("broken");
    };
    await expect(waitFor(broken)).rejects.toThrow("broken");
  });
});

describe("openHandles", () => {
  it("counts the timers that keep the process alive", () => {
    const before = openHandles().Timeout ?? 0;
    const timers = [setTimeout(() => {}, 1000), setTimeout(() => {}, 1000)];
    expect(openHandles().Timeout).toBe(before + 2);
    for (const timer of timers) clearTimeout(timer);
    expect(openHandles().Timeout ?? 0).toBe(before);
  });
});
