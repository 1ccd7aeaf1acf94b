import fc from "fast-check";
import { RequestBudget } from "./request-budget.js";

describe("RequestBudget", () => {
  it("gives each call its own", () => {
    const budget = new RequestBudget(1);
    const [a, b] = [{ tool: "a" }, { tool: "b" }];
    expect([budget.take([a]), budget.take([a]), budget.take([b])]).toEqual([a, undefined, b]);
  });

  it("never gives several calls more than all of them may have", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), (limit, count) => {
        const budget = new RequestBudget(limit);
        const calls = Array.from({ length: count }, (_, index) => ({ tool: `${index}` }));
        let taken = 0;
        while (budget.take(calls)) taken += 1;
        return taken === limit * count;
      }),
    );
  });
});
