import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./find-program.js";

const folder = mkdtempSync(join(tmpdir(), "find-program-"));
const first = join(folder, "first");
const second = join(folder, "second");
mkdirSync(join(first, "tool"), { recursive: true });
mkdirSync(second);
for (const [path, mode] of [
  [join(second, "tool"), 0o755],
  [join(first, "plain"), 0o644],
] as const) {
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, mode);
}
afterAll(() => rmSync(folder, { recursive: true }));

describe("findProgram", () => {
  const folders = `${first}:${second}`;

  it.each([
    [
      "in the first folder of PATH that holds it, directories aside",
      "tool",
      { folders },
      { path: join(second, "tool") },
    ],
    ["by its path", join(second, "tool"), {}, { path: join(second, "tool") }],
    [
      "by a path below the working directory",
      "./second/tool",
      { cwd: folder },
      { path: join(second, "tool") },
    ],
    [
      "in the working directory, where PATH has an empty place",
      "tool",
      { folders: "", cwd: second },
      { path: join(second, "tool") },
    ],
  ])("finds a program %s", (_, command, places, found) => {
    expect(findProgram(command, places)).toEqual(found);
  });

  it.each([
    ["is nowhere", "no-such-tool", "ENOENT"],
    ["may not be executed", "plain", "EACCES"],
    ["is no file", join(first, "tool"), "EACCES"],
  ])("says that a program %s", (_, command, code) => {
    expect(findProgram(command, { folders })).toEqual({ code });
  });
});
