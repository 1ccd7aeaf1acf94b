import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

async function printedBy(program: string): Promise<number> {
  const path = fileURLToPath(new URL(`fixtures/${program}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", path]);
  return Number(stdout);
}

describe("a map for calls", () => {
  it("lets go of what was taken out, also when it has lived for long itself", async () => {
    // A Map of JavaScript keeps all of it.
    expect(await printedBy("churn.js")).toBeLessThan(8);
  });

  it("leaves nothing behind for calls that come one after the other", async () => {
    // A Map of JavaScript leaves 150 bytes for each.
    expect(await printedBy("one-by-one.js")).toBeLessThan(15);
  });
});
