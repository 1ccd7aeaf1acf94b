import fc from "fast-check";
import { SlidingWindow } from "./sliding-window.js";

describe("SlidingWindow", () => {
  it("lets no more than its limit happen in any window, wherever that begins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { maxLength: 60 }),
        (limit, lengthMs, pauses) => {
          const window = new SlidingWindow(limit, lengthMs);
          const times: number[] = [];
          let now = 0;
          for (const pause of pauses) {
            now += pause;
            now += window.waitMs(now);
            window.count(now);
            times.push(now);
          }
          times.forEach((time, index) => {
            const next = times[index + limit];
            if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(lengthMs);
          });
        },
      ),
    );
  });

  it.each([
    [100, 110],
    [1_000, 1_100],
    [60_000, 60_100],
  ])("keeps a window of %i ms a little longer: %i ms", (lengthMs, kept) => {
    const window = new SlidingWindow(2, lengthMs);
    window.count(0);
    expect(window.waitMs(5)).toBe(0);
    window.count(5);
    expect(window.waitMs(10)).toBe(kept - 10);
    expect(window.waitMs(kept)).toBe(0);
  });
});
