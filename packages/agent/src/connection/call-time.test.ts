import { CallTime } from "./call-time.js";

const { jest } = import.meta;

describe("the time of a call", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it("ends without a sign of life, which starts it anew", () => {
    using time = new CallTime({ callTimeoutMs: 100 }, undefined);
    time.start();
    jest.advanceTimersByTime(99);
    time.restart();
    jest.advanceTimersByTime(99);
    expect(time.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect([time.signal.aborted, time.exceeded]).toEqual([true, "callTimeoutMs"]);
  });

  it("ends in all, whatever the signs of life", () => {
    using time = new CallTime({ callTimeoutMs: 100, maxCallTimeoutMs: 150 }, undefined);
    time.start();
    jest.advanceTimersByTime(90);
    time.restart();
    jest.advanceTimersByTime(60);
    expect(time.exceeded).toBe("maxCallTimeoutMs");
  });

  it("does not run while a person is asked, and goes on after the last answer", () => {
    using time = new CallTime({ callTimeoutMs: 100, maxCallTimeoutMs: 150 }, undefined);
    time.start();
    jest.advanceTimersByTime(90);
    const [first, second] = [time.hold(), time.hold()];
    jest.advanceTimersByTime(10_000);
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    time.restart();
    jest.advanceTimersByTime(10_000);
    expect([time.isHeld, time.signal.aborted]).toEqual([true, false]);
    second[Symbol.dispose]();
    jest.advanceTimersByTime(59);
    expect([time.isHeld, time.signal.aborted]).toEqual([false, false]);
    jest.advanceTimersByTime(1);
    expect(time.exceeded).toBe("maxCallTimeoutMs");
  });

  it("aborts with the caller's signal, also while a person is asked", () => {
    const caller = new AbortController();
    using time = new CallTime({ callTimeoutMs: 100 }, caller.signal);
    time.start();
    using _ = time.hold();
    caller.abort();
    expect([time.signal.aborted, time.exceeded]).toEqual([true, undefined]);
  });

  it("has one timer for each limit, also when it was held before it began", () => {
    const time = new CallTime({ callTimeoutMs: 100, maxCallTimeoutMs: 150 }, undefined);
    time.hold()[Symbol.dispose]();
    time.start();
    time[Symbol.dispose]();
    expect(jest.getTimerCount()).toBe(0);
  });

  it("leaves no timer behind, and is never up when it has ended, also when it was held until then", () => {
    const time = new CallTime({ callTimeoutMs: 100, maxCallTimeoutMs: 150 }, undefined);
    time.start();
    const held = time.hold();
    time[Symbol.dispose]();
    held[Symbol.dispose]();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect([time.signal.aborted, time.exceeded]).toEqual([false, undefined]);
  });
});
