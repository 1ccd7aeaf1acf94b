import { headerRecord } from "./header-record.js";

describe("headers by their names", () => {
  it.each<[string, Parameters<typeof headerRecord>[0], Record<string, string>]>([
    ["nothing", undefined, {}],
    ["an object", { "Content-Type": "text/plain", a: "1" }, { "content-type": "text/plain", a: "1" }],
    ["the web's object", new Headers([["Accept", "*/*"]]), { accept: "*/*" }],
    [
      "a list with one name twice",
      [
        ["Accept", "a/b"],
        ["accept", "c/d"],
      ],
      { accept: "a/b, c/d" },
    ],
  ])("are those of %s", (_what, headers, expected) => {
    expect(headerRecord(headers)).toEqual(expected);
  });
});
