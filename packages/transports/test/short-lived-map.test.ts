import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

it("a map for calls lets go of what was taken out, also when it has lived for long itself", async () => {
  const program = fileURLToPath(new URL("fixtures/churn.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", program]);
  // A Map of JavaScript keeps all of it.
  expect(Number(stdout)).toBeLessThan(8);
});
