import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../fixtures/cut-requests.js", import.meta.url));

it("requests that wait to be sent again at the same time are not taken for a leak", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program]);
  expect({ cut: Number(stdout), warnings: stderr }).toEqual({ cut: 30, warnings: "" });
});
