import { basename, dirname } from "node:path";
import { maskArguments, SECRET_MASK } from "@mcp-team/transports/settings";
import { isCommandLine } from "../fields/command.js";
import { toName } from "../fields/name.js";

/** Programs whose first plain argument says what they run. */
const runners =
  /^(?:node|nodejs|deno|bun|bunx|tsx|ts-node|npx|npm|pnpm|pnpx|yarn|uv|uvx|pipx|python[\d.]*|py|ruby|php|java|sh|bash|zsh|cmd)$/;

/** Words that only say how to run it: `pnpm dlx files`, `deno run files.ts`. */
const verbs = /^(?:run|exec|dlx|x|tool)$/;

/** Scripts whose folder says more than they do. */
const nameless = /^(?:index|main|__main__)$/;

/**
 * Makes a name from what a server is: the script or package that a command runs, or the host of an address.
 *
 * @returns `undefined` when there is neither a command nor an address
 */
export function deriveName(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { command, args, url } = value as Record<string, unknown>;
  if (typeof command === "string" && command.trim() !== "") {
    return nameOfProgram(command.trim(), Array.isArray(args) ? args : []);
  }
  return nameOfHost(Array.isArray(url) ? url[0] : url);
}

function nameOfProgram(command: string, args: readonly unknown[]): string {
  // What follows in a whole command line may be secret.
  const [path = command] = isCommandLine(command) ? command.split(/\s/) : [command];
  const program = withoutExtension(basename(path));
  const shown = maskArguments(args.filter((argument) => typeof argument === "string"));
  const target = runners.test(program.toLowerCase()) ? shown.find(saysWhatRuns) : undefined;
  return toName(target === undefined ? program : nameOfTarget(target)) ?? toName(program) ?? "server";
}

function saysWhatRuns(argument: string): boolean {
  return (
    !argument.startsWith("-") &&
    !argument.includes(SECRET_MASK) &&
    !verbs.test(argument) &&
    !/\s/.test(argument)
  );
}

function nameOfTarget(target: string): string {
  // A package: `@scope/files@1.2.3` is `files`.
  const path = target.replace(/(?<=[^/])@[^/@]*$/, "");
  const name = withoutExtension(basename(path));
  const folder = basename(dirname(path));
  return nameless.test(name) && toName(folder) !== undefined ? folder : name;
}

function withoutExtension(file: string): string {
  return file.replace(/\.(?:[cm]?[jt]sx?|py|rb|php|jar|sh|exe|cmd|bat)$/i, "");
}

function nameOfHost(url: unknown): string | undefined {
  const address = String(url);
  const host = URL.canParse(address) ? new URL(address).host : "";
  return host === "" ? undefined : (toName(host) ?? "server");
}
