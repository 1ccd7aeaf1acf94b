import fc from "fast-check";
import { nameServers } from "./name-servers.js";
import type { ServerDraft } from "./server-draft.js";

const draft = (value: unknown, key?: string): ServerDraft => ({
  value,
  problems: [],
  ...(key === undefined ? {} : { key }),
});
const named = (...drafts: ServerDraft[]) =>
  nameServers(drafts).map(({ name, taken }) => (taken ? `${name} (taken)` : name));

describe("nameServers", () => {
  it("numbers the names that it makes, also around given ones", () => {
    const files = { command: "node", args: ["files.js"] };
    expect(named(draft(files), draft(files), draft({ ...files, name: "files-3" }), draft(files))).toEqual([
      "files",
      "files-2",
      "files-3",
      "files-4",
    ]);
  });

  it("lets a given name win over one that it makes, whatever the order", () => {
    expect(named(draft({ command: "files" }), draft({ command: "x", name: "files" }))).toEqual([
      "files-2",
      "files",
    ]);
  });

  it("tells which given name was given before", () => {
    expect(named(draft({ name: "a" }), draft({ name: "a" }), draft({}, "a"))).toEqual([
      "a",
      "a (taken)",
      "a (taken)",
    ]);
  });

  it("takes the name in a file, made fit", () => {
    expect(
      named(draft({}, "memory"), draft({}, "github.com/owner/server"), draft({ name: "own" }, "key")),
    ).toEqual(["memory", "github-com-owner-server", "own"]);
  });

  it("gives none where the given one cannot be used", () => {
    expect(named(draft({ command: "x", name: "a b" }), draft({ command: "x", name: 5 }))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("never makes the same name twice", () => {
    const server = fc.record({ command: fc.constantFrom("a", "a-2", "b", "a b") });
    fc.assert(
      fc.property(fc.array(server), (servers) => {
        const names = named(...servers.map((value) => draft(value)));
        return new Set(names).size === names.length;
      }),
    );
  });
});
