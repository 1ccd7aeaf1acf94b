import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { type RootOption, rootProblems, toRoots } from "./to-roots.js";

const here = pathToFileURL(process.cwd()).href;

describe("toRoots", () => {
  it.each<[RootOption, { uri: string; name?: string }]>([
    ["/data/reports", { uri: "file:///data/reports" }],
    ["/data/a b#c", { uri: "file:///data/a%20b%23c" }],
    ["docs", { uri: `${here}/docs` }],
    ["file:///data", { uri: "file:///data" }],
    [new URL("file:///data"), { uri: "file:///data" }],
    [
      { uri: "/data", name: "Data" },
      { uri: "file:///data", name: "Data" },
    ],
    [{ uri: new URL("file:///data") }, { uri: "file:///data" }],
  ])("makes of %p %p", (root, expected) => {
    expect(rootProblems([root])).toEqual([]);
    expect(toRoots([root])).toEqual([expected]);
  });

  it("names the same place that the path names", () => {
    const path = fc.string({ minLength: 1 }).map((text) => `/${text.replaceAll(/[\0/]/g, "")}x`);
    fc.assert(fc.property(path, (place) => fileURLToPath(toRoots([place])[0]?.uri ?? "") === place));
  });
});

describe("rootProblems", () => {
  it.each<[unknown, string]>([
    ["/data", "must be a list"],
    [[""], "is empty"],
    [["https://example.com/x"], 'not "https://example.com/x"'],
    [[new URL("http://a/")], 'not "http://a/"'],
    [[5], "not 5"],
    [[null], "not null"],
    [[{ name: "Data" }], "{ uri, name }"],
    [[{ uri: 5 }], "neither a path nor a file URL: 5"],
    [[{ uri: "/data", name: 5 }], "not text: 5"],
    [[{ uri: "/data", title: "x" }], '"title"'],
  ])("finds what is wrong with %p", (roots, message) => {
    expect(rootProblems(roots)).toEqual([
      { path: Array.isArray(roots) ? [0] : [], message: expect.stringContaining(message) },
    ]);
  });
});
