import { setTimeout as delay } from "node:timers/promises";
import { AuthenticationError, ConnectionError } from "../errors/index.js";
import { Breaker } from "./circuit.js";
import { failed, type Outcome } from "./outcome.js";

const answered: Outcome = { kind: "answered", answer: { jsonrpc: "2.0", id: 1, result: {} } };
const refusedByServer: Outcome = {
  kind: "answered",
  answer: { jsonrpc: "2.0", id: 1, error: { code: -32_603, message: "no" } },
};
const lost = failed("unknown", new ConnectionError("lost"));
const neverRan = failed("never-ran", new ConnectionError("not there"));
const notAllowed = failed("refused", new AuthenticationError("no"));
const late: Outcome = { kind: "withdrawn", late: true };
const cancelled: Outcome = { kind: "withdrawn", late: false };

const policy = { maxFailures: 3, retryAfterMs: 60_000, maxRetryAfterMs: 120_000 };

/** The breaker reads the clock, and has no timers. */
const realNow = Date.now;
let ahead = 0;
beforeEach(() => {
  ahead = 0;
  Date.now = () => realNow() + ahead;
});
afterEach(() => {
  Date.now = realNow;
});

/** Lets these outcomes happen one after the other. @returns how many were let through */
async function run(breaker: Breaker, ...outcomes: Outcome[]): Promise<number> {
  let through = 0;
  for (const outcome of outcomes) {
    const running = breaker.run(async () => outcome);
    if (running) through += 1;
    await running;
    // The policy takes what it is told a moment later.
    await delay(0);
  }
  return through;
}

describe("a circuit", () => {
  it.each<[string, Outcome]>([
    ["lost calls", lost],
    ["calls that could not be sent", neverRan],
    ["calls that timed out", late],
  ])("opens after so many %s in a row, and lets nothing through", async (_, outcome) => {
    const breaker = new Breaker(policy);
    expect(await run(breaker, outcome, outcome)).toBe(2);
    expect(breaker.state).toBe("closed");
    expect(await run(breaker, outcome, outcome, answered)).toBe(1);
    expect(breaker.state).toBe("open");
  });

  it.each<[string, Outcome]>([
    ["answers", answered],
    ["errors of the server", refusedByServer],
  ])("stays closed when there are %s in between", async (_, outcome) => {
    const breaker = new Breaker(policy);
    await run(breaker, lost, lost, outcome, lost, lost, outcome, lost, lost);
    expect(breaker.state).toBe("closed");
  });

  it.each<[string, Outcome]>([
    ["cancelled calls", cancelled],
    ["refused credentials", notAllowed],
  ])("takes %s neither for a failure nor for health", async (_, outcome) => {
    const breaker = new Breaker(policy);
    await run(breaker, outcome, outcome, outcome, outcome);
    expect(breaker.state).toBe("closed");
    await run(breaker, lost, outcome, lost, outcome, lost);
    expect(breaker.state).toBe("open");
  });

  it("counts calls that are lost together once", async () => {
    const breaker = new Breaker(policy);
    let lose = () => {};
    const loss = new Promise<void>((resolve) => {
      lose = resolve;
    });
    const together = Array.from({ length: 9 }, () => breaker.run(() => loss.then(() => lost)));
    lose();
    await Promise.all(together);
    await run(breaker, lost);
    expect(breaker.state).toBe("closed");
    await run(breaker, lost);
    expect(breaker.state).toBe("open");
  });

  it("lets one trial through after a while, which closes it or keeps it open for longer", async () => {
    const states: string[] = [];
    const breaker = new Breaker(policy, (state) => states.push(state));
    await run(breaker, lost, lost, lost);
    ahead += policy.retryAfterMs;
    let settle: (outcome: Outcome) => void = () => {};
    const trial = breaker.run(() => new Promise((resolve) => (settle = resolve)));
    expect(breaker.state).toBe("half-open");
    expect(breaker.run(async () => answered)).toBeUndefined();
    settle(lost);
    await trial;
    await delay(0);
    ahead += policy.retryAfterMs;
    expect(breaker.run(async () => answered)).toBeUndefined();
    ahead += policy.retryAfterMs;
    expect(await breaker.run(async () => answered)).toBe(answered);
    await delay(0);
    expect(states).toEqual(["open", "half-open", "open", "half-open", "closed"]);
    expect(await run(breaker, answered, answered)).toBe(2);
  });

  it("can be passed by", async () => {
    const breaker = new Breaker(policy);
    await run(breaker, lost, lost, lost);
    expect(await breaker.force(async () => answered)).toBe(answered);
    expect(breaker.state).toBe("open");
  });
});
