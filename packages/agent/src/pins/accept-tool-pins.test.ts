import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptToolPins } from "./accept-tool-pins.js";

const file = join(mkdtempSync(join(tmpdir(), "pins-")), "pins.json");

describe("acceptToolPins", () => {
  it.each<[unknown, unknown, string]>([
    [file, undefined, "changes: must be a list of changes"],
    [file, 5, "changes: must be a list of changes"],
    [file, ["files/delete"], "changes: must be a list of changes"],
    [file, [{ server: "files", tool: "delete", after: {} }], "changes: must be a list of changes"],
    [undefined, [], 'toolPins: must be the path of a file such as "tool-pins.json"'],
    ["", [], 'toolPins: must be the path of a file such as "tool-pins.json"'],
    [new URL("https://example.com/pins.json"), [], "toolPins: must be the path of a file"],
  ])("refuses what is of no use, and writes nothing: %j, %j", async (path, changes, said) => {
    await expect(acceptToolPins(path as string, changes as [])).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining(said),
    });
    expect(existsSync(file)).toBe(false);
  });
});
