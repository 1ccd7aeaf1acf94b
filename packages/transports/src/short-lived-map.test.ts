import fc from "fast-check";
import { ShortLivedMap } from "./short-lived-map.js";

describe("ShortLivedMap", () => {
  it("gives, takes out and lists what was put in, as a Map does", () => {
    const step = fc.record({
      key: fc.integer({ min: 0, max: 9 }),
      does: fc.constantFrom("set", "take", "get"),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const [map, model] = [new ShortLivedMap<number, object>(), new Map<number, object>()];
        for (const { key, does } of steps) {
          const value = {};
          if (does === "set") {
            map.set(key, value);
            model.set(key, value);
          } else {
            expect(does === "take" ? map.take(key) : map.get(key)).toBe(model.get(key));
            if (does === "take") model.delete(key);
          }
          expect(map.size).toBe(model.size);
          expect(map.values()).toEqual([...model.values()]);
        }
      }),
    );
  });
});
