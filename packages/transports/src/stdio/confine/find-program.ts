import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** Where a program is, or why it cannot be started: as the system would say it. */
export type FoundProgram = { readonly path: string } | { readonly code: "ENOENT" | "EACCES" };

/**
 * Looks for a program as the system does when it starts one.
 *
 * @param command - a path, or a name that is looked up
 * @param folders - the value of `PATH`
 */
export function findProgram(
  command: string,
  {
    folders = process.env.PATH,
    cwd = process.cwd(),
  }: { folders?: string | undefined; cwd?: string | undefined } = {},
): FoundProgram {
  const isPath = command.includes("/") || (process.platform === "win32" && command.includes("\\"));
  const places = isPath
    ? [resolve(cwd, command)]
    : // Source: execvp(3), which takes these where there is no PATH.
      (folders ?? "/bin:/usr/bin")
        .split(delimiter)
        .map((folder) => resolve(cwd, join(folder || ".", command)));
  const candidates = places.flatMap((place) => extensions().map((extension) => place + extension));
  const path = candidates.find(isExecutable);
  if (path !== undefined) return { path };
  return { code: candidates.some((candidate) => existsSync(candidate)) ? "EACCES" : "ENOENT" };
}

function extensions(): string[] {
  return process.platform === "win32"
    ? ["", ...(process.env.PATHEXT ?? ".COM;.EXE;.BAT;.CMD").split(";")]
    : [""];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
