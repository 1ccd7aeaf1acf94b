import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import { limitedServer } from "./support.js";

describe("a rate-limited line that is reopened", () => {
  it("keeps its limit after an outage: what was asked for in the meantime does not arrive at once", async () => {
    await using server = await limitedServer({ calls: 2, perMs: 200 }, (open) =>
      reconnecting(open, { timeoutMs: 5_000, name: "files" }),
    );
    await server.call("first");
    const lost = new Promise<void>((resolve) => {
      server.transport.onstatus = ({ state }) => {
        if (state === "reconnecting") resolve();
      };
    });
    process.kill(server.transport.pid as number, "SIGKILL");
    await lost;
    const calls = ["1", "2", "3", "4"].map((name) => server.call(name));
    await Promise.all(calls);
    expect(server.calls()).toEqual(["first", "1", "2", "3", "4"]);
    // The clocks of the two processes differ; those of the second are one.
    const times = server
      .book("call")
      .slice(1)
      .map(({ at }) => at);
    expect((times[2] as number) - (times[0] as number)).toBeGreaterThanOrEqual(200);
    expect((times[3] as number) - (times[1] as number)).toBeGreaterThanOrEqual(200);
  });

  it("fails all that wait when it gives up, after one attempt and not one for each", async () => {
    let opened = 0;
    await using server = await limitedServer({ concurrent: 1 }, (open) =>
      reconnecting(
        () => {
          opened += 1;
          return open();
        },
        { timeoutMs: 1, name: "files", maxAttempts: 1 },
      ),
    );
    const calls = ["crash", "1", "2", "3"].map((name) => server.call(name));
    const [, ...waited] = await Promise.allSettled(calls);
    for (const outcome of waited) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: {
          code: "CONNECTION",
          effect: "none",
          hint: "The next call makes one more attempt to reach it.",
        },
      });
    }
    expect(opened).toBeLessThanOrEqual(3);
  });
});
