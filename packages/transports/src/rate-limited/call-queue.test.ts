import fc from "fast-check";
import { CallQueue } from "./call-queue.js";
import type { RateLimit } from "./options.js";

type Step =
  | { readonly kind: "ask" }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "end"; readonly which: number }
  | { readonly kind: "withdraw"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: "ask" }) },
  fc.record({ kind: fc.constant("pass" as const), ms: fc.nat(400) }),
  fc.record({ kind: fc.constant("end" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("withdraw" as const), which: fc.nat() }),
);

const limit = fc.record(
  {
    calls: fc.integer({ min: 1, max: 5 }),
    perMs: fc.integer({ min: 1, max: 500 }),
    concurrent: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
);

/** Goes through the steps as the transport does, and keeps a book of its own. */
function play(limits: RateLimit, steps: readonly Step[]) {
  const queue = new CallQueue<number>(limits);
  const sent: { readonly id: number; readonly at: number }[] = [];
  const running: number[] = [];
  const waiting: number[] = [];
  let mostAtOnce = 0;
  let now = 0;
  let asked = 0;
  const advance = () => {
    for (let id = queue.next(now); id !== undefined; id = queue.next(now)) {
      sent.push({ id, at: now });
      running.push(id);
      mostAtOnce = Math.max(mostAtOnce, running.length);
      waiting.splice(waiting.indexOf(id), 1);
    }
  };
  const withdrawn: number[] = [];
  for (const step of steps) {
    if (step.kind === "ask") {
      queue.add(asked, asked);
      waiting.push(asked++);
    } else if (step.kind === "pass") now += step.ms;
    else if (step.kind === "end" && running.length > 0) {
      const [id] = running.splice(step.which % running.length, 1);
      expect(queue.end(id as number)).toBe(true);
    } else if (step.kind === "withdraw" && waiting.length > 0) {
      const [id] = waiting.splice(step.which % waiting.length, 1);
      expect(queue.withdraw(id as number)).toBe(id);
      withdrawn.push(id as number);
    }
    advance();
  }
  // At last everything is answered as soon as it runs: nothing may wait for ever.
  for (let left = 10_000; queue.size > 0; left--) {
    expect(left).toBeGreaterThan(0);
    for (const id of running.splice(0)) queue.end(id);
    now += queue.waitMs(now) ?? 0;
    advance();
  }
  return { sent, withdrawn, asked, mostAtOnce };
}

describe("CallQueue", () => {
  it("keeps the limits and the order, and loses no call, whatever is asked, ended and withdrawn", () => {
    fc.assert(
      fc.property(limit, fc.array(step, { maxLength: 80 }), (limits, steps) => {
        const { sent, withdrawn, asked, mostAtOnce } = play(limits, steps);
        expect(mostAtOnce).toBeLessThanOrEqual(limits.concurrent ?? Number.POSITIVE_INFINITY);
        const ids = sent.map(({ id }) => id);
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        expect([...ids, ...withdrawn].sort((a, b) => a - b)).toEqual(
          Array.from({ length: asked }, (_, id) => id),
        );
        const { calls, perMs = 1_000 } = limits;
        if (calls === undefined) return;
        sent.forEach(({ at }, index) => {
          const next = sent[index + calls];
          if (next) expect(next.at - at).toBeGreaterThanOrEqual(perMs);
        });
      }),
    );
  });

  it("waits for time only where time lets a call go", () => {
    const queue = new CallQueue<string>({ calls: 1, perMs: 100, concurrent: 1 });
    expect(queue.waitMs(0)).toBeUndefined();
    queue.add(1, "first");
    queue.add(2, "second");
    expect(queue.next(0)).toBe("first");
    expect(queue.waitMs(50)).toBeUndefined();
    queue.end(1);
    expect(queue.waitMs(50)).toBe(60);
    expect(queue.next(50)).toBeUndefined();
    expect(queue.next(110)).toBe("second");
  });

  it("does not end what does not run", () => {
    const queue = new CallQueue<string>({ concurrent: 1 });
    queue.add(1, "first");
    expect(queue.end(1)).toBe(false);
    expect(queue.withdraw(2)).toBeUndefined();
    expect(queue.size).toBe(1);
  });
});
