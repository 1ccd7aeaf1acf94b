import { readFileSync } from "node:fs";
import { UsageError } from "../options.js";
import { readResults, resultFiles } from "./store.js";

describe("the file of the last results", () => {
  it("is read as it is kept", () => {
    const text = readFileSync(resultFiles.json, "utf8");
    expect(readResults(text)).toEqual(JSON.parse(text));
  });

  it.each(["", "{", "{}", "null", '{"environment":{}}'])("is refused when it is %j", (text) => {
    expect(() => readResults(text)).toThrow(UsageError);
  });
});
