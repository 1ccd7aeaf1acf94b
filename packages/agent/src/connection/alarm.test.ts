import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { Alarm, keepTimer } from "./alarm.js";

const { jest } = import.meta;

/** The timers that hold the program up. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("an alarm", () => {
  afterEach(() => void jest.useRealTimers());

  it("goes off when a timer of its own would, whatever others are set, set anew and stopped", () => {
    const step = fc.record({
      which: fc.nat({ max: 4 }),
      does: fc.constantFrom("set", "stop", "wait"),
      ms: fc.integer({ min: 1, max: 50 }),
    });
    using _ = keepTimer();
    jest.useFakeTimers();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const wentOff: string[] = [];
        const expected: string[] = [];
        const alarms = Array.from({ length: 5 }, (_, name) => {
          const own: { timer?: NodeJS.Timeout } = {};
          const alarm = new Alarm(() => wentOff.push(`${name} at ${performance.now()}`));
          return {
            set: (ms: number) => {
              alarm.set(ms);
              clearTimeout(own.timer);
              own.timer = setTimeout(() => expected.push(`${name} at ${performance.now()}`), ms);
            },
            stop: () => {
              alarm.stop();
              clearTimeout(own.timer);
            },
          };
        });
        for (const { which, does, ms } of steps) {
          if (does === "wait") jest.advanceTimersByTime(ms);
          else alarms[which]?.[does](ms);
        }
        jest.advanceTimersByTime(100);
        expect(wentOff.sort()).toEqual(expected.sort());
      }),
    );
  });

  it("does not go off when another one stops it that goes off at the same time", () => {
    jest.useFakeTimers();
    const wentOff: string[] = [];
    const second = new Alarm(() => wentOff.push("second"));
    const first = new Alarm(() => {
      wentOff.push("first");
      second.stop();
    });
    first.set(10);
    second.set(10);
    jest.advanceTimersByTime(20);
    expect(wentOff).toEqual(["first"]);
  });

  it("may be set for longer than Node.js has timers", () => {
    jest.useFakeTimers();
    const goOff = jest.fn();
    const alarm = new Alarm(goOff);
    const days = 24 * 3_600_000;
    alarm.set(40 * days);
    jest.advanceTimersByTime(39 * days);
    expect(goOff).not.toHaveBeenCalled();
    jest.advanceTimersByTime(days);
    expect(goOff).toHaveBeenCalledTimes(1);
  });

  it("holds the program up while it is set, and no longer", () => {
    using _ = keepTimer();
    const before = timers();
    const alarm = new Alarm(() => {});
    const held: number[] = [];
    for (const ms of [60_000, 60_000, 30_000]) {
      alarm.set(ms);
      held.push(timers() - before);
      alarm.stop();
      held.push(timers() - before);
    }
    expect(held).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it("leaves a timer behind only as long as somebody keeps it", () => {
    jest.useFakeTimers();
    const left: number[] = [];
    const ring = () => {
      const alarm = new Alarm(() => {});
      alarm.set(60_000);
      alarm.stop();
      left.push(jest.getTimerCount());
    };
    ring();
    const keepers = [keepTimer(), keepTimer()];
    ring();
    for (const keeper of keepers) {
      keeper[Symbol.dispose]();
      left.push(jest.getTimerCount());
    }
    ring();
    expect(left).toEqual([0, 1, 1, 0, 0]);
  });

  it("goes by the clock that is there, also when another one was there before", async () => {
    using _ = keepTimer();
    jest.useFakeTimers();
    const alarm = new Alarm(() => {});
    alarm.set(10);
    alarm.stop();
    jest.useRealTimers();
    await new Promise<void>((resolve) => new Alarm(resolve).set(20));
  });

  it("goes off on nobody's behalf, also when it is the first one in somebody's course", async () => {
    const storage = new AsyncLocalStorage<string>();
    const found = await new Promise((resolve) => {
      storage.run("a call", () => new Alarm(() => resolve(storage.getStore())).set(1));
    });
    expect(found).toBeUndefined();
  });
});
