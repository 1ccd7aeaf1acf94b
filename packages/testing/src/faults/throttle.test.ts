import { Throttle } from "./throttle.js";

/** How long so many bytes take when each timer is late by some milliseconds. */
function timeFor(bytes: number, bytesPerSecond: number, lateMs: number): number {
  const throttle = new Throttle();
  let now = 1000;
  for (let left = bytes; left > 0; ) {
    const waitMs = throttle.waitMs(now);
    if (waitMs > 0) now += waitMs + lateMs;
    const size = Math.min(left, throttle.slice(bytesPerSecond));
    throttle.passed(size, bytesPerSecond, now);
    left -= size;
  }
  return now - 1000;
}

describe("a throttle", () => {
  it.each([
    [1, 0],
    [1000, 0],
    [1000, 5],
    [1_000_000, 0],
    [1_000_000, 15],
  ])("lets %d bytes per second pass, with timers that are %d ms late", (rate, lateMs) => {
    expect(timeFor(5 * rate, rate, lateMs)).toBeGreaterThanOrEqual(3900);
    expect(timeFor(5 * rate, rate, lateMs)).toBeLessThanOrEqual(5020);
  });

  it("saves nothing up while the line is idle", () => {
    const throttle = new Throttle();
    throttle.passed(1000, 1000, 0);
    throttle.passed(1000, 1000, 60_000);
    expect(throttle.waitMs(60_000)).toBeGreaterThanOrEqual(980);
  });

  it("does not hold up a line without a limit", () => {
    expect(timeFor(1e9, Number.POSITIVE_INFINITY, 0)).toBe(0);
  });

  it("lets at least one byte pass, however slow the line", () => {
    expect(new Throttle().slice(0.5)).toBe(1);
  });
});
