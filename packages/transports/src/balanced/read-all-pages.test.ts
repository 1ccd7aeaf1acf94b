import { type ListKind, listKinds } from "./lists.js";
import { readAllPages } from "./read-all-pages.js";

describe("a list of a replica", () => {
  it("is read without what is no item of a list", async () => {
    const tools = [null, 5, "a", ["a"], { name: "a" }];
    const lister = {
      server: "files",
      label: "replica 1",
      ask: async () => ({
        kind: "answered" as const,
        answer: { jsonrpc: "2.0" as const, id: 1, result: { tools } },
      }),
    };
    const kind = listKinds["tools/list"] as ListKind;
    const { items } = await readAllPages(lister, { method: "tools/list" }, kind, {});
    expect(items).toEqual([{ name: "a" }]);
  });
});
