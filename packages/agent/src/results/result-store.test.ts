import { ResultStore } from "./result-store.js";

describe("the store of results", () => {
  it("gives a result back to its thread alone", () => {
    const store = new ResultStore(100);
    const handle = store.put("a", "text") as string;
    expect([store.get("a", handle), store.get("b", handle), store.get("a", "other")]).toEqual([
      "text",
      undefined,
      undefined,
    ]);
  });

  it("forgets what was not read for longest when its thread needs the room", () => {
    const store = new ResultStore(100);
    const [first, second] = [store.put("a", "1".repeat(40)), store.put("a", "2".repeat(40))] as string[];
    const elsewhere = store.put("b", "x".repeat(40)) as string;
    store.get("a", first as string);
    const third = store.put("a", "3".repeat(40)) as string;
    expect(store.get("a", second as string)).toBeUndefined();
    expect([store.get("a", first as string), store.get("a", third), store.get("b", elsewhere)]).toEqual([
      "1".repeat(40),
      "3".repeat(40),
      "x".repeat(40),
    ]);
  });

  it("forgets of all threads when they have four times the room of one", () => {
    const store = new ResultStore(100);
    const handles = ["a", "b", "c", "d", "e"].map(
      (thread) => [thread, store.put(thread, "x".repeat(90))] as const,
    );
    expect(handles.map(([thread, handle]) => store.get(thread, handle as string)?.length)).toEqual([
      undefined,
      90,
      90,
      90,
      90,
    ]);
  });

  it("does not keep what is larger than all its room, counted in bytes", () => {
    const store = new ResultStore(100);
    expect(store.put("a", "x".repeat(100))).toBeDefined();
    expect(store.put("a", "é".repeat(51))).toBeUndefined();
  });
});
