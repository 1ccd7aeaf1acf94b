import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CallTime } from "./call-time.js";
import { type CallInFlight, CallsInFlight } from "./calls-in-flight.js";

const { jest } = import.meta;

/** A call of a conversation, with a way to give it up. */
function callOf(tool: string, thread?: string, principal?: string) {
  const stop = new AbortController();
  const time = new CallTime({}, stop.signal);
  const configurable = { thread_id: thread, mcp_team_principal: principal };
  const call: CallInFlight = { tool, time, config: { configurable } };
  return { call, stop, hold: () => time.hold() };
}

/** Calls of these tools and conversations, of which those with a star wait for an answer. */
function inFlight(...names: readonly string[]) {
  const calls = new CallsInFlight();
  const begun = names.map((name) => {
    const [tool = "", thread, principal] = name.replace("*", "").split("@");
    const made = callOf(tool, thread, principal);
    if (name.endsWith("*")) made.hold();
    return { ...made, end: calls.begin(made.call) };
  });
  const owner = () => {
    const found = calls.owner();
    return found.kind === "call" ? found.call.tool : found.kind;
  };
  return { calls, begun, owner };
}

describe("on whose behalf a server asks, when the line does not tell", () => {
  it.each([
    [[], "none"],
    [["a"], "a"],
    [["a@1*"], "a"],
    [["a@1*", "b@1"], "b"],
    [["a@1", "b@1"], "unclear"],
    [["a@1*", "b@1*"], "unclear"],
    [["a@1*", "b@2"], "unclear"],
    [["a@1@ada*", "b@1@ada"], "b"],
    [["a@1@ada*", "b@1@bob"], "unclear"],
    [["a", "b"], "unclear"],
    [["a@1", "b"], "unclear"],
  ] as const)("with the calls %j in flight: %s", (names, owner) => {
    expect(inFlight(...names).owner()).toBe(owner);
  });

  it("a call that was answered may not ask any more", () => {
    const given = inFlight("a@1", "b@2");
    given.begun[0]?.end[Symbol.dispose]();
    expect(given.owner()).toBe("b");
  });

  it.each<[string, boolean, (calls: CallsInFlight) => void, string]>([
    ["may still ask for a while", true, () => {}, "unclear"],
    ["may still ask when others were answered", true, (calls) => calls.answered(8), "unclear"],
    ["may not ask when it was never sent", false, () => {}, "b"],
    ["may not ask when the server has answered it all the same", true, (calls) => calls.answered(7), "b"],
    ["may not ask over a line that was opened later", true, (calls) => calls.forgetStopped(), "b"],
  ])("a call that was given up %s", (_, isSent, then, owner) => {
    const test = inFlight("a@1", "b@2");
    const [given] = test.begun;
    if (isSent) test.calls.carry(7, given?.call);
    given?.stop.abort();
    given?.end[Symbol.dispose]();
    then(test.calls);
    expect(test.owner()).toBe(owner);
  });
});

describe("a call that was given up", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  afterEach(() => void jest.useRealTimers());

  function giveUp(calls: CallsInFlight, id: number, thread: string) {
    const { call, stop } = callOf("a", thread);
    using _ = calls.begin(call);
    calls.carry(id, call);
    stop.abort();
    return call;
  }

  it("may not ask any more after a minute", () => {
    jest.useFakeTimers();
    const { calls, owner } = inFlight("b@2");
    giveUp(calls, 1, "1");
    jest.advanceTimersByTime(59_000);
    giveUp(calls, 2, "2");
    expect(owner()).toBe("unclear");
    jest.advanceTimersByTime(2_000);
    expect(owner()).toBe("b");
  });

  it("is not kept, nor the run that made it", async () => {
    const calls = new CallsInFlight();
    const given = new WeakRef(giveUp(calls, 1, "1"));
    await nextTurn();
    collect();
    expect(given.deref()).toBeUndefined();
    expect(calls.all).toEqual([]);
  });

  it("leaves nothing behind after a minute, also when no server asks anything", () => {
    jest.useFakeTimers();
    const calls = new CallsInFlight();
    const memory = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = memory();
    for (let id = 0; id < 20_000; id++) {
      giveUp(calls, id, `${id}`.padStart(1_000));
      if (id % 1_000 === 0) jest.advanceTimersByTime(61_000);
    }
    expect(memory() - before).toBeLessThan(10_000_000);
    expect(calls.all).toEqual([]);
  });
});

describe("on whose behalf a server asks, when the line tells", () => {
  it("it is the call that the request carries", () => {
    const { calls, begun, owner } = inFlight("a@1", "b@2");
    begun.forEach(({ call }, id) => void calls.onBehalf(call, () => calls.carry(id)));
    expect([0, 1].map((id) => calls.relatedTo(id, owner))).toEqual(["a", "b"]);
  });

  it("it is no other call when that one is over, or was none", () => {
    const { calls, begun, owner } = inFlight("a@1", "b@2");
    calls.onBehalf(begun[0]?.call as CallInFlight, () => calls.carry(0));
    begun[0]?.end[Symbol.dispose]();
    expect([0, 7].map((id) => calls.relatedTo(id, owner))).toEqual(["none", "none"]);
  });

  it("a message without a relation has none, whoever opened the line", () => {
    const { calls, begun, owner } = inFlight("a@1", "b@2");
    const asked = calls.onBehalf(begun[0]?.call as CallInFlight, () => calls.relatedTo(undefined, owner));
    expect(asked).toBe("unclear");
  });
});
