import fc from "fast-check";
import { pickNames } from "./pick-names.js";

const ranked = ["a", "b", "c", "d", "e", "f"];

describe("the tools that are picked", () => {
  it.each<[string, Partial<Parameters<typeof pickNames>[0]>, string]>([
    ["are the best ones", {}, "a b c d"],
    ["begin with what is offered always", { always: ["s", "f"] }, "s f a b"],
    ["have what the conversation uses now", { inUse: { now: ["f", "e"], before: [] } }, "f e a b"],
    ["share the room with what it used before", { inUse: { now: [], before: ["f", "e", "d"] } }, "a b f e"],
    ["are not those that are gone", { inUse: { now: ["gone"], before: ["gone"] } }, "a b c d"],
    ["leave what is always there, even without room", { always: ["s"], limit: 1 }, "s"],
  ])("%s", (_, given, picked) => {
    const pickable = { always: [], inUse: { now: [], before: [] }, ranked, limit: 4, ...given };
    expect(pickNames(pickable).join(" ")).toBe(picked);
  });

  it("are as many as there is room for, each once", () => {
    const names = fc.uniqueArray(fc.constantFrom(..."abcdefghijklmnop"));
    fc.assert(
      fc.property(names, names, names, names, fc.nat(20), (always, now, before, all, limit) => {
        const picked = pickNames({ always, inUse: { now, before }, ranked: all, limit });
        const known = new Set([...always, ...all]);
        expect(new Set(picked).size).toBe(picked.length);
        expect(picked.length).toBe(Math.min(limit, known.size));
        expect(picked.every((name) => known.has(name))).toBe(true);
      }),
    );
  });
});
