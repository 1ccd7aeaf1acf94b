import fc from "fast-check";
import { type StartTurn, StartTurns } from "./start-turns.js";

const { jest } = import.meta;

/** Some turns, and which of them have come, in their order. */
function takeFrom(turns: StartTurns) {
  const taken: StartTurn[] = [];
  const come: number[] = [];
  const take = () => {
    const index = taken.length;
    const turn = turns.take();
    taken.push(turn);
    void turn.come.then(() => come.push(index));
  };
  return { taken, come, take };
}

describe("turns to start", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it("come in their order, so many at a time, and end by themselves", async () => {
    const { come, take } = takeFrom(new StartTurns(2, 100));
    for (let index = 0; index < 5; index += 1) take();
    await jest.advanceTimersByTimeAsync(99);
    expect(come).toEqual([0, 1]);
    await jest.advanceTimersByTimeAsync(1);
    expect(come).toEqual([0, 1, 2, 3]);
    await jest.advanceTimersByTimeAsync(100);
    expect(come).toEqual([0, 1, 2, 3, 4]);
  });

  it("leave no timer behind when they have ended", async () => {
    const { taken, take } = takeFrom(new StartTurns(2, 100));
    for (let index = 0; index < 5; index += 1) take();
    for (const { end } of taken) end();
    expect(jest.getTimerCount()).toBe(0);
  });

  it("are under way as often as there is room, and as there are some that wait, whatever ends or is given up", async () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant("take" as const) }),
      fc.record({ does: fc.constant("end" as const), which: fc.nat({ max: 20 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { maxLength: 60 }),
        async (atOnce, steps) => {
          const { taken, come, take } = takeFrom(new StartTurns(atOnce, 100));
          const started: number[] = [];
          let waiting: number[] = [];
          let underWay: number[] = [];
          for (const each of steps) {
            if (each.does === "take") {
              waiting.push(taken.length);
              take();
            } else {
              taken[each.which]?.end();
              // One that is given up comes, too, for whoever waits for it to find out.
              if (waiting.includes(each.which)) started.push(each.which);
              waiting = waiting.filter((index) => index !== each.which);
              underWay = underWay.filter((index) => index !== each.which);
            }
            const next = waiting.splice(0, atOnce - underWay.length);
            underWay.push(...next);
            started.push(...next);
            await Promise.resolve();
            expect(come).toEqual(started);
            expect(taken.map(({ hasCome }) => hasCome)).toEqual(
              taken.map((_, index) => come.includes(index)),
            );
          }
          expect(jest.getTimerCount()).toBe(underWay.length);
          jest.clearAllTimers();
        },
      ),
    );
  });
});
